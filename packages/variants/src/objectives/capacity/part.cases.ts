import { anneal } from '@autoencoder-zoo/core';
import { gaussianCode } from '../../codes/gaussian/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { capacity } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    capacity: () => ({
      code: gaussianCode({ dim: 3 }),
      objective: capacity({ nats: anneal(1, { epochs: 1 }), weight: 2 }),
    }),
    'capacity of each sample': () => ({
      code: gaussianCode({ dim: 3 }),
      objective: capacity({ nats: 2, weight: 2, per: 'sample' }),
    }),
  },
  options: {
    base: { nats: 0.1, weight: 1 },
    others: { nats: 0.2, weight: 2, per: 'sample' },
    beside: () => ({ code: gaussianCode({ dim: 3 }) }),
  },
};
