import type { PartCases } from '../../testing/partCases.js';
import { finiteScalarCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'finite scalar code': () => ({ code: finiteScalarCode({ levels: [9, 8, 7] }) }),
    'finite scalar code, several vectors': () => ({
      code: finiteScalarCode({ levels: [7, 2], positions: 2 }),
    }),
  },
  // Its gradient goes past the rounding.
  estimated: ['encoder', 'code'],
  options: {
    base: { levels: [5, 4, 3] },
    others: { levels: [5, 5, 3], positions: 2, initialiser: 'heUniform' },
  },
};
