import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { vonMisesFisherCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'von Mises-Fisher code': () => ({ code: vonMisesFisherCode({ dim: 3 }) }),
    'von Mises-Fisher code, several draws': () => ({
      code: vonMisesFisherCode({ dim: 4, beta: 0.5 }),
      objective: importanceWeightedBound({ draws: 3 }),
    }),
  },
  options: {
    base: { dim: 3 },
    others: { dim: 4, beta: 0, proposals: 2, initialiser: 'heUniform' },
  },
};
