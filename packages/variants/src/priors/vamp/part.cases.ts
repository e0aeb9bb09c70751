import { gaussianCode } from '../../codes/gaussian/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { vampPrior } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    VampPrior: () => ({
      code: gaussianCode({ dim: 3 }),
      prior: vampPrior({ components: 4 }),
    }),
    'VampPrior, random start, within a range': () => ({
      code: gaussianCode({ dim: 3 }),
      prior: vampPrior({ components: 4, start: 'random', range: [-1, 1] }),
    }),
  },
  options: {
    base: { components: 2 },
    others: { components: 3, start: 'random', range: [0.4, 0.6] },
  },
};
