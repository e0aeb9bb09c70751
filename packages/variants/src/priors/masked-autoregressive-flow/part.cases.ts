import { gaussianCode } from '../../codes/gaussian/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { maskedAutoregressiveFlow } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'masked autoregressive flow': () => ({
      code: gaussianCode({ dim: 3 }),
      prior: maskedAutoregressiveFlow({ steps: 2, hidden: [6, 5] }),
    }),
    'masked autoregressive flow, several draws': () => ({
      code: gaussianCode({ dim: 2 }),
      prior: maskedAutoregressiveFlow({ steps: 1, hidden: [4] }),
      objective: importanceWeightedBound({ draws: 3 }),
    }),
  },
};
