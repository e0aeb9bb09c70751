import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 8 },
    others: {
      latentDim: 9,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'squaredError',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      codeActivation: 'sigmoid',
      tied: true,
      noise: 'gaussian',
      rate: 0.5,
      deviation: { noise: 'gaussian', deviation: 0.7 },
    },
  },
};
