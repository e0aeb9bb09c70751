import { gaussianCode } from '../../codes/gaussian/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import { standardNormal } from '../../priors/standard-normal/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { discrepancy } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'maximum mean discrepancy': () => ({
      prior: standardNormal(),
      penalties: [discrepancy({ weight: 1 })],
    }),
    'maximum mean discrepancy, gaussian kernel, several draws': () => ({
      code: gaussianCode({ dim: 3, beta: 0.1 }),
      objective: importanceWeightedBound({ draws: 2 }),
      penalties: [discrepancy({ weight: 2, kernel: 'gaussian', scales: [1], estimate: 'biased' })],
    }),
  },
  options: {
    base: {},
    others: { weight: 1, kernel: 'gaussian', scales: [1], estimate: 'biased' },
  },
};
