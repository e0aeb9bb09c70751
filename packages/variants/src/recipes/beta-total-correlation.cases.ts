import { otherDenseOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 3 },
    others: { ...otherDenseOptions, correlationWeight: 1, estimate: 'stratified' },
  },
};
