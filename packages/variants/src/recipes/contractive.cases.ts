import { anneal } from '@autoencoder-zoo/core';
import { otherDenseOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 8 },
    others: {
      ...otherDenseOptions,
      latentDim: 9,
      codeActivation: 'tanh',
      likelihood: 'squaredError',
      contractionWeight: anneal(3, { epochs: 2 }),
      tied: false,
    },
  },
};
