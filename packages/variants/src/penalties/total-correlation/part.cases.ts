import { gaussianCode } from '../../codes/gaussian/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { totalCorrelation } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'total correlation': () => ({
      code: gaussianCode({ dim: 3, beta: 0.1 }),
      penalties: [totalCorrelation({ weight: 0.5 })],
    }),
    'total correlation, stratified, several draws': () => ({
      code: gaussianCode({ dim: 3, beta: 0.1 }),
      objective: importanceWeightedBound({ draws: 2 }),
      penalties: [totalCorrelation({ weight: 0.5, estimate: 'stratified' })],
    }),
  },
  options: {
    base: {},
    others: { weight: 1, estimate: 'stratified' },
    beside: () => ({ code: gaussianCode({ dim: 3 }) }),
  },
};
