import { anneal } from '@autoencoder-zoo/core';
import type { PartCases } from '../../testing/partCases.js';
import { gaussianCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'gaussian code': () => ({ code: gaussianCode({ dim: 3 }) }),
    'gaussian code, annealed': () => ({
      code: gaussianCode({ dim: 3, beta: anneal(2, { epochs: 3, from: 0.5 }) }),
    }),
    'gaussian code, learned variance': () => ({
      code: gaussianCode({ dim: 3, variance: 'learned' }),
    }),
  },
  options: {
    base: { dim: 3 },
    others: { dim: 4, beta: 0, variance: 'learned', initialiser: 'heUniform' },
  },
};
