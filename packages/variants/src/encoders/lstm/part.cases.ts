import type { PartCases } from '../../testing/partCases.js';
import { lstmEncoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'lstm encoder, dense decoder': () => ({ encoder: lstmEncoder({ units: 4 }) }),
  },
  options: { base: { units: 3 }, others: { units: 4, layers: 2, bidirectional: true } },
};
