import { gaussianCode } from '../../codes/gaussian/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { covariance } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'covariance of means': () => ({ penalties: [covariance({ weight: 1, varianceWeight: 2 })] }),
    'covariance of draws': () => ({
      code: gaussianCode({ dim: 3 }),
      penalties: [covariance({ weight: 1, varianceWeight: 1, of: 'draws' })],
    }),
  },
  options: {
    base: {},
    others: { weight: 1, varianceWeight: 1, of: 'draws' },
    beside: () => ({ code: gaussianCode({ dim: 3 }) }),
  },
};
