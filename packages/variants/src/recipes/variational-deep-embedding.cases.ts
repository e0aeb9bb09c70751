import { otherDenseOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 3, clusters: 3 },
    others: { ...otherDenseOptions, clusters: 2, start: 'random', beta: 4 },
  },
};
