import { anneal } from '@autoencoder-zoo/core';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 3, clusters: 3 },
    others: {
      latentDim: 4,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'gaussianPredicted',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      clusters: 4,
      clusteringWeight: anneal(3, { epochs: 2 }),
      start: 'random',
    },
  },
};
