import { otherDenseOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 8 },
    others: {
      ...otherDenseOptions,
      latentDim: 9,
      likelihood: 'squaredError',
      codeActivation: 'sigmoid',
      tied: true,
      noise: 'gaussian',
      rate: 0.5,
      deviation: { noise: 'gaussian', deviation: 0.7 },
    },
  },
};
