import { anneal } from '@autoencoder-zoo/core';
import { otherDenseOptions } from '../testing/denseRecipe.js';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 3, clusters: 3 },
    others: {
      ...otherDenseOptions,
      likelihood: 'gaussianPredicted',
      clusters: 4,
      clusteringWeight: anneal(3, { epochs: 2 }),
      start: 'random',
    },
  },
};
