import type { PartCases } from '../../testing/partCases.js';
import { robustLikelihood } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'robust likelihood': () => ({ likelihood: robustLikelihood({ lambda: 0.5 }) }),
    'robust likelihood, samples': () => ({
      likelihood: robustLikelihood({ lambda: 2, outliers: 'samples' }),
    }),
  },
  options: { base: { lambda: 0.5 }, others: { lambda: 2, outliers: 'samples' } },
};
