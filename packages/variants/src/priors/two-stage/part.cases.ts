import { gaussianCode } from '../../codes/gaussian/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { twoStagePrior } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'two-stage prior, learned with the model': () => ({
      code: gaussianCode({ dim: 3 }),
      prior: twoStagePrior({
        encoder: denseEncoder({ hidden: [4], activation: 'tanh' }),
        code: gaussianCode({ dim: 2, beta: 0.5 }),
        decoder: denseDecoder({ hidden: [4], activation: 'tanh' }),
      }),
    }),
  },
};
