import { denseEncoder } from '../../encoders/dense/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { blocks } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    blocks: () => ({ corruption: blocks() }),
    'blocks, several spans': () => ({
      corruption: blocks({ count: 2, size: [2], value: 0.5 }),
      encoder: denseEncoder({ hidden: [6], activation: 'tanh' }),
    }),
  },
  options: { base: {}, others: { count: 3, size: [3], value: -1 } },
};
