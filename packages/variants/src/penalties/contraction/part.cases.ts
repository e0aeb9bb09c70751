import type { PartCases } from '../../testing/partCases.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { gruEncoder } from '../../encoders/gru/part.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { contraction } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    contraction: () => ({
      encoder: denseEncoder({ hidden: [] }),
      code: deterministicCode({ dim: 4, activation: 'sigmoid' }),
      penalties: [contraction()],
    }),
    'contraction, deep': () => ({
      encoder: denseEncoder({ hidden: [8, 6], activation: 'tanh' }),
      decoder: denseDecoder({ tied: true, activation: 'tanh' }),
      penalties: [contraction()],
    }),
    'contraction, estimated': () => ({
      encoder: gruEncoder({ units: 4 }),
      code: gaussianCode({ dim: 3 }),
      penalties: [contraction({ probes: 2 })],
    }),
  },
  options: { base: {}, others: { weight: 3, probes: 2 } },
};
