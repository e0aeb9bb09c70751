import { independentBits } from '../../priors/independent-bits/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { straightThroughCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'straight-through code': () => ({ code: straightThroughCode({ dim: 6 }) }),
    'straight-through code, with a prior': () => ({
      code: straightThroughCode({ dim: 6, gradient: 'sigmoid', beta: 0.1 }),
      prior: independentBits(),
    }),
  },
  // Its gradient goes past a draw.
  estimated: ['encoder', 'code'],
  options: {
    base: { dim: 6 },
    others: { dim: 5, gradient: 'sigmoid', slope: 3, beta: 0.1, initialiser: 'heUniform' },
    beside: () => ({ prior: independentBits() }),
  },
};
