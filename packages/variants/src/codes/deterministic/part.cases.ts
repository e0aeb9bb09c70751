import type { PartCases } from '../../testing/partCases.js';
import { deterministicCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'deterministic code': () => ({ code: deterministicCode({ dim: 3, activation: 'sigmoid' }) }),
  },
  options: { base: { dim: 3 }, others: { dim: 4, activation: 'tanh', initialiser: 'heUniform' } },
};
