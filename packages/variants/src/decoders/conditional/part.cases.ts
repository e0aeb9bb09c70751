import { gaussianCode } from '../../codes/gaussian/part.js';
import { conditionalEncoder } from '../../encoders/conditional/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { denseDecoder } from '../dense/part.js';
import { lstmDecoder } from '../lstm/part.js';
import { conditionalDecoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'conditional decoder and encoder': () => ({
      encoder: conditionalEncoder({ of: denseEncoder({ hidden: [6] }), classes: 3 }),
      code: gaussianCode({ dim: 3 }),
      decoder: conditionalDecoder({ of: denseDecoder({ hidden: [6] }), classes: 3 }),
    }),
    'conditional decoder, recurrent, a column of numbers, several draws': () => ({
      code: gaussianCode({ dim: 3 }),
      decoder: conditionalDecoder({ of: lstmDecoder({ units: 4 }), column: 'pair', size: 2 }),
      objective: importanceWeightedBound({ draws: 3 }),
    }),
  },
  options: {
    base: { of: denseDecoder(), column: 'pair', size: 2 },
    others: {
      of: denseDecoder({ hidden: [5] }),
      column: 'other',
      classes: () => ({ classes: 3, column: 'label', size: undefined }),
      size: () => ({ size: 15, column: 'present' }),
    },
  },
};
