import type { PartCases } from '../../testing/partCases.js';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { sparsity } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    sparsity: () => ({
      code: deterministicCode({ dim: 4, activation: 'sigmoid' }),
      penalties: [sparsity({ rho: 0.1, weight: 0.5 })],
    }),
  },
  options: { base: {}, others: { rho: 0.3, weight: 5 } },
};
