import { anneal } from '@autoencoder-zoo/core';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import { standardNormal } from '../../priors/standard-normal/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { adversarial } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'adversarial prior': () => ({
      prior: standardNormal(),
      penalties: [adversarial({ hidden: [6], weight: 0.5 })],
    }),
    'adversarial prior, several draws, a schedule': () => ({
      code: gaussianCode({ dim: 3, beta: 0.1 }),
      objective: importanceWeightedBound({ draws: 2 }),
      penalties: [adversarial({ hidden: [], weight: anneal(0.1, { from: 0.5, epochs: 3 }) })],
    }),
  },
  options: { base: { hidden: [6], weight: 1 }, others: { hidden: [5], weight: 3 } },
};
