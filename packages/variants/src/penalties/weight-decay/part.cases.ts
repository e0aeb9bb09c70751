import type { PartCases } from '../../testing/partCases.js';
import { weightDecay } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'weight decay': () => ({ penalties: [weightDecay({ weight: 0.01 })] }),
  },
  options: { base: { weight: 1 }, others: { weight: 2, only: ['decoder'] } },
};
