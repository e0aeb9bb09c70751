import { dictionaryDecoder } from '../../decoders/dictionary/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { jumpReluCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'jump relu code': () => ({
      code: jumpReluCode({ dim: 8, sparsity: 0.05, bandwidth: 1 }),
      decoder: dictionaryDecoder(),
    }),
  },
  // Thresholds learn from units near them.
  estimated: ['encoder', 'code'],
  options: {
    // Thresholds move little in few steps: many units, of which some pass them.
    base: { dim: 400, threshold: 0.4, bandwidth: 0.001, deadAfter: 2 },
    others: {
      dim: 9,
      sparsity: 1,
      threshold: 0.3,
      bandwidth: 2,
      deadAfter: 1,
      initialiser: 'heUniform',
    },
  },
};
