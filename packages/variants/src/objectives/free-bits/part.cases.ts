import type { PartCases } from '../../testing/partCases.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { freeBits } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'free bits': () => ({
      code: gaussianCode({ dim: 3, beta: 0.5 }),
      objective: freeBits({ nats: 0.02 }),
    }),
    'free bits of each sample': () => ({
      code: gaussianCode({ dim: 3 }),
      objective: freeBits({ nats: 0.01, per: 'sample' }),
    }),
  },
  options: {
    base: { nats: 0.02 },
    others: { nats: 0.05, per: 'sample' },
    beside: () => ({ code: gaussianCode({ dim: 3 }) }),
  },
};
