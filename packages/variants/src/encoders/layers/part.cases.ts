import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import type { PartCases } from '../../testing/partCases.js';
import { layersEncoder } from './part.js';
import { channels, steps } from '../../testing/models.js';

/** A small convolutional model as an encoder, with normalisation, whose averages are state. */
export const convolutional = () =>
  layersEncoder({
    model: sequential({
      layers: [
        layers.reshape({ inputShape: [steps, channels], targetShape: [steps, channels, 1] }),
        layers.conv2d({
          filters: 3,
          kernelSize: 2,
          padding: 'same',
          activation: 'relu',
          kernelInitializer: initializers.glorotNormal({ seed: 3 }),
        }),
        layers.batchNormalization(),
        layers.flatten(),
      ],
    }),
  });

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'layers encoder': () => ({ encoder: convolutional() }),
  },
};
