import { otherDenseOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 20 },
    others: {
      ...otherDenseOptions,
      latentDim: 21,
      likelihood: 'gaussianLearned',
      scaling: 'centre',
      activityWeight: 0.1,
    },
  },
};
