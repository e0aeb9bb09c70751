import { anneal } from '@autoencoder-zoo/core';
import type { PartCases } from '../../testing/partCases.js';
import { relaxedBernoulliCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'relaxed bernoulli code': () => ({
      code: relaxedBernoulliCode({
        dim: 5,
        temperature: anneal(0.5, { from: 1, steps: 20, curve: 'exponential' }),
      }),
    }),
  },
  options: {
    base: { dim: 5 },
    others: { dim: 4, temperature: 0.5, straightThrough: true, beta: 0, initialiser: 'heUniform' },
  },
};
