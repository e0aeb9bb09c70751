import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { latentDim: 20, deadAfter: 1 },
    others: {
      latentDim: 21,
      sparsity: 1,
      gateWeight: 3,
      deadAfter: 3,
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
    },
  },
};
