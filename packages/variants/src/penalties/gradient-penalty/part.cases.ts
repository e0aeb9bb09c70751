import { denseDecoder } from '../../decoders/dense/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { gradientPenalty } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'gradient penalty': () => ({
      decoder: denseDecoder({ hidden: [6], activation: 'tanh' }),
      penalties: [gradientPenalty({ weight: 0.1 })],
    }),
  },
  options: { base: {}, others: { weight: 0.1, probes: 3 } },
};
