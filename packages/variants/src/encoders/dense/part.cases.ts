import type { PartCases } from '../../testing/partCases.js';
import { denseEncoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'dense encoder, deep': () => ({
      encoder: denseEncoder({ hidden: [8, 6], activation: 'tanh' }),
    }),
  },
  options: {
    base: { hidden: [4] },
    others: { hidden: [5], activation: 'sigmoid', initialiser: 'glorotUniform' },
  },
};
