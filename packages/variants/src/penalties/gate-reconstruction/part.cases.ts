import { gatedCode } from '../../codes/gated/part.js';
import { dictionaryDecoder } from '../../decoders/dictionary/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { gateReconstruction } from './part.js';

const beside = () => ({ code: gatedCode({ dim: 8 }), decoder: dictionaryDecoder() });

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'gate reconstruction': () => ({
      ...beside(),
      penalties: [gateReconstruction({ weight: 0.5 })],
    }),
  },
  // Gates jump, and the dictionary is a constant to it.
  estimated: ['encoder', 'code', 'decoder'],
  options: { base: {}, others: { weight: 3 }, beside },
};
