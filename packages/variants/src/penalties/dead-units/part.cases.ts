import { topKCode } from '../../codes/top-k/part.js';
import { dictionaryDecoder } from '../../decoders/dictionary/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { deadUnits } from './part.js';

const code = () => topKCode({ dim: 12, k: 2, deadAfter: 1 });

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'dead units': () => ({ code: code(), penalties: [deadUnits()] }),
    'dead units, a dictionary': () => ({
      code: code(),
      decoder: dictionaryDecoder(),
      penalties: [deadUnits({ k: 2 })],
    }),
  },
  // The residual is a constant to its gradient.
  estimated: ['encoder', 'code', 'decoder'],
  options: {
    base: { weight: 1 },
    others: { k: 1, weight: 2 },
    beside: () => ({ code: code() }),
  },
};
