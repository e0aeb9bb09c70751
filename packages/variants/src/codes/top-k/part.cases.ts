import type { PartCases } from '../../testing/partCases.js';
import { topKCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'top-k code': () => ({ code: topKCode({ dim: 8, k: 3 }) }),
    'top-k code, linear': () => ({ code: topKCode({ dim: 8, k: 3, activation: 'linear' }) }),
  },
  options: {
    base: { dim: 8, k: 2, deadAfter: 2 },
    others: {
      dim: 9,
      k: 3,
      activation: { activation: 'linear', k: 8 },
      deadAfter: 1,
      initialiser: 'heUniform',
    },
  },
};
