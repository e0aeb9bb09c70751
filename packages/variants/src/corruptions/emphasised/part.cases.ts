import type { PartCases } from '../../testing/partCases.js';
import { hiding } from '../hiding/part.js';
import { masking } from '../masking/part.js';
import { emphasised } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    emphasised: () => ({ corruption: emphasised({ of: masking() }) }),
    'emphasised, of a task': () => ({ corruption: emphasised({ of: hiding(), damaged: 2 }) }),
  },
  options: {
    base: { of: masking() },
    others: { of: masking({ rate: 0.7 }), damaged: 3, undamaged: 0 },
  },
};
