import { denseEncoder } from '../../encoders/dense/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { featuresCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'features as code': () => ({
      encoder: denseEncoder({ hidden: [4], activation: 'tanh' }),
      code: featuresCode(),
    }),
  },
  options: { base: {}, others: {} },
};
