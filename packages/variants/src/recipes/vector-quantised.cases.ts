import { otherDenseOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 3, positions: 2, entries: 6 },
    others: {
      ...otherDenseOptions,
      positions: 3,
      entries: 5,
      commitment: 1,
      codebook: 'learned',
    },
  },
};
