import { gaussianCode } from '../../codes/gaussian/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import { standardNormal } from '../../priors/standard-normal/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { slicedWasserstein } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'sliced Wasserstein': () => ({
      prior: standardNormal(),
      penalties: [slicedWasserstein({ projections: 6, weight: 1 })],
    }),
    'sliced Wasserstein, several draws': () => ({
      code: gaussianCode({ dim: 3, beta: 0.1 }),
      objective: importanceWeightedBound({ draws: 2 }),
      penalties: [slicedWasserstein({ projections: 1, weight: 1 })],
    }),
  },
  options: { base: {}, others: { weight: 1, projections: 3 } },
};
