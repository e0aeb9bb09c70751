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
        normalisation: 'batch',
      }),
    }),
    'convolutional decoder of sequences, each normalised': () => ({
      decoder: convolutionalDecoder({
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
