import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { latentDim: 20, sizes: [5, 10], k: 2, deadAfter: 1 },
    others: {
      latentDim: 21,
      sizes: [4],
      nestedWeight: 3,
      k: 3,
      deadAfter: 3,
      deadWeight: 1,
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
    },
  },
};
