import type { PartCases } from '../../testing/partCases.js';
import { lookupFreeCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'lookup-free code': () => ({ code: lookupFreeCode({ dim: 6, group: 2 }) }),
    'lookup-free code, several vectors': () => ({
      code: lookupFreeCode({ dim: 3, positions: 2 }),
    }),
  },
  // Its gradient goes past a choice.
  estimated: ['encoder', 'code'],
  options: {
    base: { dim: 4 },
    others: {
      dim: 5,
      positions: 2,
      commitment: 1,
      entropy: 1,
      temperature: 0.1,
      group: 1,
      initialiser: 'heUniform',
    },
  },
};
