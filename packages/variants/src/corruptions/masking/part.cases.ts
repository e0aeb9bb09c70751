import type { PartCases } from '../../testing/partCases.js';
import { masking } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    masking: () => ({ corruption: masking() }),
  },
  options: { base: {}, others: { rate: 0.7 } },
};
