import { relaxedBernoulliCode } from '../../codes/relaxed-bernoulli/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { independentBits } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'independent bits': () => ({
      code: relaxedBernoulliCode({ dim: 5, beta: 0.5 }),
      prior: independentBits({ probability: 0.2 }),
    }),
  },
  options: {
    base: {},
    others: { probability: 0.1 },
    beside: () => ({ code: relaxedBernoulliCode({ dim: 5 }) }),
  },
};
