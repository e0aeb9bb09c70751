import type { PartCases } from '../../testing/partCases.js';
import { gaussianNoise } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'gaussian noise': () => ({ corruption: gaussianNoise() }),
  },
  options: { base: {}, others: { deviation: 1 } },
};
