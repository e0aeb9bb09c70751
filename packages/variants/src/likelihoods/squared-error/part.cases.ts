import type { PartCases } from '../../testing/partCases.js';
import { squaredErrorLikelihood } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'squared error likelihood': () => ({ likelihood: squaredErrorLikelihood() }),
  },
  options: { base: {}, others: {} },
};
