import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import type { PartCases } from '../../testing/partCases.js';
import { layersDecoder } from './part.js';
import { channels, steps } from '../../testing/models.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'layers decoder': () => ({
      decoder: layersDecoder({
        model: sequential({
          layers: [
            layers.dense({
              inputShape: [4],
              units: steps * channels,
              kernelInitializer: initializers.glorotNormal({ seed: 4 }),
            }),
            layers.reshape({ targetShape: [steps, channels] }),
          ],
        }),
      }),
    }),
  },
};
