import { otherLayerOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 3, lambda: 0.5 },
    others: { ...otherLayerOptions, lambda: 2, outliers: 'samples' },
  },
};
