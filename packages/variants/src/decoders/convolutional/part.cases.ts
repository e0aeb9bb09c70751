import type { PartCases } from '../../testing/partCases.js';
import { convolutionalDecoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'convolutional decoder': () => ({
      decoder: convolutionalDecoder({ filters: [4, 3], activation: 'tanh' }),
    }),
    'convolutional decoder, normalised': () => ({
      decoder: convolutionalDecoder({
        filters: [3],
        kernelSize: 2,
        activation: 'tanh',
        batchNormalisation: true,
      }),
    }),
  },
  options: {
    base: { filters: [4] },
    others: {
      filters: [4, 3],
      kernelSize: 2,
      activation: 'tanh',
      batchNormalisation: true,
      initialiser: 'heUniform',
    },
  },
};
