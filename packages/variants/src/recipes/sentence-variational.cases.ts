import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { vocabulary: 6, units: 3, dim: 2, latentDim: 3 },
    others: {
      latentDim: 4,
      vocabulary: 7,
      dim: 3,
      cell: 'gru',
      units: 4,
      layers: 2,
      bidirectional: true,
      wordDropout: 0.6,
      freeBits: 1,
      beta: 2,
      seed: 1,
    },
  },
};
