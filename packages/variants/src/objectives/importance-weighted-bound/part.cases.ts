import type { PartCases } from '../../testing/partCases.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { activityL1 } from '../../penalties/activity-l1/part.js';
import { importanceWeightedBound } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'importance-weighted bound': () => ({
      code: gaussianCode({ dim: 3, beta: 0.5 }),
      penalties: [activityL1({ weight: 0.1 })],
      objective: importanceWeightedBound({ draws: 3 }),
    }),
  },
  options: { base: {}, others: { draws: 2 } },
};
