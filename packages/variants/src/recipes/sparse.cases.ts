import { anneal } from '@autoencoder-zoo/core';
import { otherDenseOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 20 },
    others: {
      ...otherDenseOptions,
      latentDim: 21,
      likelihood: 'gaussianPredicted',
      outputActivation: 'sigmoid',
      rho: 0.2,
      sparsityWeight: anneal(3, { epochs: 2 }),
      weightDecay: 0.1,
    },
  },
};
