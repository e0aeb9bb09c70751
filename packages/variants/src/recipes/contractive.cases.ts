import { anneal } from '@autoencoder-zoo/core';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 8 },
    others: {
      latentDim: 9,
      hidden: [5],
      activation: 'tanh',
      codeActivation: 'tanh',
      likelihood: 'squaredError',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      contractionWeight: anneal(3, { epochs: 2 }),
      tied: false,
    },
  },
};
