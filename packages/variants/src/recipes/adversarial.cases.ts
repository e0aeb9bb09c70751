import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 3 },
    others: {
      latentDim: 4,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'gaussian',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      critic: [5],
      adversarialWeight: 3,
    },
  },
};
