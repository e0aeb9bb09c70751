import type { PartCases } from '../../testing/partCases.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import { fullCovarianceCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'full covariance code': () => ({ code: fullCovarianceCode({ dim: 3, beta: 0.5 }) }),
    'full covariance code, several draws': () => ({
      code: fullCovarianceCode({ dim: 3 }),
      objective: importanceWeightedBound({ draws: 3 }),
    }),
  },
  options: {
    base: { dim: 3 },
    others: { dim: 4, beta: 0.1, initialiser: 'heUniform' },
  },
};
