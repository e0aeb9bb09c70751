import type { PartCases } from '../../testing/partCases.js';
import { residualEncoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'residual encoder': () => ({ encoder: residualEncoder({ filters: [4], activation: 'tanh' }) }),
    'residual encoder of sequences, by layers': () => ({
      encoder: residualEncoder({
        over: 'sequences',
        filters: [4, 6],
        activation: 'tanh',
        normalisation: 'layer',
      }),
    }),
  },
  options: {
    base: { filters: [4] },
    others: {
      over: 'sequences',
      filters: [4, 3],
      blocks: 2,
      kernelSize: 2,
      activation: 'tanh',
      normalisation: 'group',
      initialiser: 'heUniform',
    },
  },
};
