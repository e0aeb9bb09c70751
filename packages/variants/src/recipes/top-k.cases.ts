import { anneal } from '@autoencoder-zoo/core';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { latentDim: 20, k: 2, deadAfter: 1 },
    others: {
      latentDim: 21,
      k: 3,
      activation: 'linear',
      deadAfter: 3,
      deadUnits: 1,
      deadWeight: anneal(3, { epochs: 2 }),
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
    },
  },
};
