import type { PartCases } from '../../testing/partCases.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { multinomialLikelihood } from './part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'multinomial likelihood': () => ({ likelihood: multinomialLikelihood() }),
    'multinomial likelihood, several draws': () => ({
      code: gaussianCode({ dim: 3 }),
      likelihood: multinomialLikelihood(),
      objective: importanceWeightedBound({ draws: 3 }),
    }),
  },
  options: { base: {}, others: {} },
};
