import { gaussianCode } from '../../codes/gaussian/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { factor } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'factorising critic': () => ({
      code: gaussianCode({ dim: 3, beta: 0.1 }),
      penalties: [factor({ hidden: [5], weight: 0.5 })],
    }),
    'factorising critic, several draws, plain': () => ({
      code: gaussianCode({ dim: 3, beta: 0.1 }),
      objective: importanceWeightedBound({ draws: 2 }),
      penalties: [factor({ hidden: [], weight: 0.5 })],
    }),
  },
  options: { base: { hidden: [6] }, others: { hidden: [5], weight: 3 } },
};
