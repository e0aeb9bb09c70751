import type { PartCases } from '../../testing/partCases.js';
import { activityL2 } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'activity L2': () => ({ penalties: [activityL2({ weight: 0.1 })] }),
  },
  options: { base: { weight: 0.1 }, others: { weight: 1 } },
};
