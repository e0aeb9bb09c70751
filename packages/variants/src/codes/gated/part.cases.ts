import { dictionaryDecoder } from '../../decoders/dictionary/part.js';
import { gateReconstruction } from '../../penalties/gate-reconstruction/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { gatedCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'gated code': () => ({
      code: gatedCode({ dim: 8, sparsity: 0.05 }),
      decoder: dictionaryDecoder(),
      penalties: [gateReconstruction()],
    }),
  },
  // Gates jump, and the dictionary of gates is a constant.
  estimated: ['encoder', 'code', 'decoder'],
  options: {
    base: { dim: 8, deadAfter: 2 },
    others: { dim: 9, sparsity: 1, deadAfter: 1, initialiser: 'heUniform' },
    beside: () => ({ decoder: dictionaryDecoder(), penalties: [gateReconstruction()] }),
  },
};
