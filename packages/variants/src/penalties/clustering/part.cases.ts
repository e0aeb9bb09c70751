import type { PartCases } from '../../testing/partCases.js';
import { clustering } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    clustering: () => ({ penalties: [clustering({ clusters: 3, start: 'random', weight: 1 })] }),
    'clustering, k-means': () => ({ penalties: [clustering({ clusters: 3, freedom: 2 })] }),
  },
  // The sharper shares are constants to its gradient.
  estimated: ['encoder', 'code', 'penalty0'],
  options: {
    base: { clusters: 3, weight: 1 },
    others: { clusters: 4, weight: 2, freedom: 3, start: 'random' },
  },
};
