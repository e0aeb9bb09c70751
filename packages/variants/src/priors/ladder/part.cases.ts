import { ladderCode } from '../../codes/ladder/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { ladderPrior } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'ladder prior': () => ({
      code: ladderCode({ dim: 2, upper: 1, units: 3 }),
      prior: ladderPrior(),
    }),
  },
  options: { base: {}, others: {} },
};
