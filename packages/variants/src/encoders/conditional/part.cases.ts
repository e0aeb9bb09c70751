import { denseEncoder } from '../dense/part.js';
import { gruEncoder } from '../gru/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { conditionalEncoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'conditional encoder': () => ({
      encoder: conditionalEncoder({ of: denseEncoder({ hidden: [6] }), classes: 3 }),
    }),
    'conditional encoder, recurrent, a column of numbers': () => ({
      encoder: conditionalEncoder({ of: gruEncoder({ units: 4 }), column: 'pair', size: 2 }),
    }),
  },
  options: {
    base: { of: denseEncoder({ hidden: [4] }), column: 'pair', size: 2 },
    others: {
      of: denseEncoder({ hidden: [5] }),
      column: 'other',
      classes: () => ({ classes: 3, column: 'label', size: undefined }),
      size: () => ({ size: 15, column: 'present' }),
    },
  },
};
