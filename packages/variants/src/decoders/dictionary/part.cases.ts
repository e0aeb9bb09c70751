import { deterministicCode } from '../../codes/deterministic/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { dictionaryDecoder } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    dictionary: () => ({
      encoder: denseEncoder({ hidden: [] }),
      code: deterministicCode({ dim: 20, activation: 'relu' }),
      decoder: dictionaryDecoder(),
    }),
    'dictionary, random start': () => ({ decoder: dictionaryDecoder({ start: 'random' }) }),
  },
  options: {
    base: {},
    others: { start: 'random' },
    beside: () => ({ encoder: denseEncoder({ hidden: [] }) }),
  },
};
