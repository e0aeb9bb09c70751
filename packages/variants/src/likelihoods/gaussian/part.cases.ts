import type { PartCases } from '../../testing/partCases.js';
import { gaussianLikelihood } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'gaussian likelihood, fixed': () => ({ likelihood: gaussianLikelihood({ variance: 0.5 }) }),
    'gaussian likelihood, learned': () => ({
      likelihood: gaussianLikelihood({ variance: 'learned' }),
    }),
    'gaussian likelihood, predicted': () => ({
      likelihood: gaussianLikelihood({ variance: 'predicted' }),
    }),
  },
  options: { base: {}, others: { variance: 'predicted' } },
};
