import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { ladderCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'ladder code': () => ({ code: ladderCode({ dim: 3, upper: 2, units: 4 }) }),
    'ladder code, several draws': () => ({
      code: ladderCode({ dim: 3, upper: 2, units: 4, beta: 0.5 }),
      objective: importanceWeightedBound({ draws: 3 }),
    }),
  },
  options: {
    base: { dim: 3, upper: 2, units: 4 },
    others: { dim: 4, upper: 3, units: 5, beta: 0, initialiser: 'heUniform' },
  },
};
