import { layersEncoder } from '../../encoders/layers/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { winnerTakeAllCode } from './part.js';

const places = () =>
  layersEncoder({
    model: sequential({
      layers: [
        layers.conv1d({ inputShape: [5, 3], filters: 4, kernelSize: 3, activation: 'tanh' }),
      ],
    }),
  });

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'winner-take-all code': () => ({ code: winnerTakeAllCode({ dim: 6, share: 0.4 }) }),
    'winner-take-all code, spatial': () => ({
      encoder: places(),
      code: winnerTakeAllCode({ dim: 4, share: 0.6, spatial: true }),
    }),
  },
  options: {
    base: { dim: 6, share: 0.3 },
    others: { dim: 7, share: 0.6, spatial: true, initialiser: 'heUniform' },
    beside: () => ({ encoder: places() }),
  },
};
