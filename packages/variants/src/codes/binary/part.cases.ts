import type { PartCases } from '../../testing/partCases.js';
import { binaryCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'binary code': () => ({ code: binaryCode({ dim: 3, deviation: 0.5 }) }),
  },
  options: { base: { dim: 3 }, others: { dim: 4, deviation: 1, initialiser: 'heUniform' } },
};
