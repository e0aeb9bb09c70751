import type { PartCases } from '../../testing/partCases.js';
import { convolutionalEncoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'convolutional encoder': () => ({
      encoder: convolutionalEncoder({ filters: [4, 3], activation: 'tanh' }),
    }),
    'convolutional encoder, normalised': () => ({
      encoder: convolutionalEncoder({ filters: [3], kernelSize: 2, normalisation: 'batch' }),
    }),
    'convolutional encoder of sequences, each normalised': () => ({
      encoder: convolutionalEncoder({
        over: 'sequences',
        filters: [4],
        activation: 'tanh',
        normalisation: 'layer',
      }),
    }),
  },
  options: {
    base: { filters: [4] },
    others: {
      filters: [4, 3],
      over: 'sequences',
      kernelSize: 2,
      activation: 'tanh',
      normalisation: 'batch',
      initialiser: 'heUniform',
    },
  },
};
