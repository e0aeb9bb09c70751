import type { PartCases } from '../../testing/partCases.js';
import { convolutionalLstmDecoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'convolutional lstm decoder': () => ({
      decoder: convolutionalLstmDecoder({ filters: [3, 2] }),
    }),
  },
  options: {
    base: { filters: [2] },
    others: { filters: [3], kernelSize: 2, initialiser: 'heUniform' },
  },
};
