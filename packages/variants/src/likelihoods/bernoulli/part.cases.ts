import type { PartCases } from '../../testing/partCases.js';
import { bernoulliLikelihood } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'bernoulli likelihood': () => ({ likelihood: bernoulliLikelihood() }),
  },
  options: { base: {}, others: {} },
};
