import { denseEncoder } from '../../encoders/dense/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { hiding } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    hiding: () => ({
      corruption: hiding(),
      encoder: denseEncoder({ hidden: [6], activation: 'tanh' }),
    }),
    'hiding patches': () => ({ corruption: hiding({ patch: [2] }) }),
  },
  options: { base: {}, others: { rate: 0.7, patch: [2, 2], exact: true } },
};
