import type { PartCases } from '../../testing/partCases.js';
import { activityL1 } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'activity L1': () => ({ penalties: [activityL1({ weight: 0.1 })] }),
  },
  options: { base: {}, others: { weight: 1 } },
};
