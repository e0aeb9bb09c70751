import type { PartCases } from '../../testing/partCases.js';
import { saltAndPepper } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'salt and pepper': () => ({ corruption: saltAndPepper() }),
  },
  options: { base: {}, others: { rate: 0.5, values: [-1, 2] } },
};
