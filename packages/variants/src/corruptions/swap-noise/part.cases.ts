import type { PartCases } from '../../testing/partCases.js';
import { swapNoise } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'swap noise': () => ({ corruption: swapNoise() }),
    'swap noise, by the mean': () => ({ corruption: swapNoise({ by: 'mean' }) }),
  },
  options: { base: {}, others: { rate: 0.7, by: 'mean' } },
};
