import { gaussianCode } from '../../codes/gaussian/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { combinationImportanceWeighted } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'combination importance-weighted': () => ({
      code: gaussianCode({ dim: 3, beta: 0.5 }),
      objective: combinationImportanceWeighted({ draws: 3 }),
    }),
  },
  options: {
    base: { draws: 3 },
    others: { draws: 2, evenly: 0.1 },
    beside: () => ({ code: gaussianCode({ dim: 3 }) }),
  },
};
