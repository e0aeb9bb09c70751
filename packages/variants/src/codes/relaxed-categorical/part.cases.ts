import { anneal } from '@autoencoder-zoo/core';
import type { PartCases } from '../../testing/partCases.js';
import { relaxedCategoricalCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'relaxed categorical code': () => ({
      code: relaxedCategoricalCode({
        variables: 3,
        classes: 4,
        temperature: anneal(0.5, { from: 1, steps: 20, curve: 'exponential' }),
      }),
    }),
  },
  options: {
    base: { variables: 3, classes: 4 },
    others: {
      variables: 4,
      classes: 3,
      temperature: 0.5,
      straightThrough: true,
      beta: 0,
      initialiser: 'heUniform',
    },
  },
};
