import { gaussianCode } from '../../codes/gaussian/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { multiplyImportanceWeighted } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'multiply importance-weighted': () => ({
      code: gaussianCode({ dim: 3, beta: 0.5 }),
      objective: multiplyImportanceWeighted({ bounds: 2, draws: 3 }),
    }),
  },
  options: {
    base: { bounds: 2, draws: 3 },
    others: { bounds: 3, draws: 2 },
    beside: () => ({ code: gaussianCode({ dim: 3 }) }),
  },
};
