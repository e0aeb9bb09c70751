import { gaussianCode } from '../../codes/gaussian/part.js';
import { hiding } from '../../corruptions/hiding/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { denseEncoder } from '../dense/part.js';
import { maskedEncoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'masked encoder of what is hidden': () => ({
      corruption: hiding(),
      encoder: maskedEncoder({ of: denseEncoder({ hidden: [6] }) }),
    }),
    'masked encoder, values missing': () => ({
      encoder: maskedEncoder({ of: denseEncoder({ hidden: [6] }), present: 'present' }),
      code: gaussianCode({ dim: 3 }),
    }),
  },
  options: {
    base: { of: denseEncoder({ hidden: [4] }) },
    others: { of: denseEncoder({ hidden: [5] }), present: 'present' },
  },
};
