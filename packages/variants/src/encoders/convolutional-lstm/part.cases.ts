import type { PartCases } from '../../testing/partCases.js';
import { convolutionalLstmEncoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'convolutional lstm encoder': () => ({
      encoder: convolutionalLstmEncoder({ filters: [3, 2] }),
    }),
  },
  options: {
    base: { filters: [2] },
    others: { filters: [3], kernelSize: 2, initialiser: 'heUniform' },
  },
};
