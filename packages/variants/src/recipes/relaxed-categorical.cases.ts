import { anneal } from '@autoencoder-zoo/core';
import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], variables: 3, classes: 4, temperature: 1 },
    others: {
      variables: 4,
      classes: 3,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'gaussian',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      temperature: anneal(0.5, { from: 1, steps: 4, curve: 'exponential' }),
      straightThrough: true,
      beta: 4,
    },
  },
};
