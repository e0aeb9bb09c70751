import { otherDenseOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 3, upperDim: 2, units: 4 },
    others: {
      ...otherDenseOptions,
      upperDim: 3,
      units: 5,
      beta: 4,
    },
  },
};
