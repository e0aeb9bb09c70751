import { gaussianCode } from '../../codes/gaussian/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { gaussianMixture } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'gaussian mixture': () => ({
      code: gaussianCode({ dim: 3 }),
      prior: gaussianMixture({ components: 3 }),
    }),
    'gaussian mixture, full covariance, several draws': () => ({
      code: gaussianCode({ dim: 3 }),
      prior: gaussianMixture({ components: 2, covariance: 'full' }),
      objective: importanceWeightedBound({ draws: 3 }),
    }),
  },
  options: {
    base: { components: 2 },
    others: { components: 3, covariance: 'full', start: 'codes' },
  },
};
