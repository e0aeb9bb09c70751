import { deadUnits } from '../../penalties/dead-units/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { batchTopKCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'batch top-k code': () => ({
      code: batchTopKCode({ dim: 8, k: 2.5, deadAfter: 2 }),
      penalties: [deadUnits()],
    }),
  },
  // The residual of dead units is a constant to its gradient.
  estimated: ['encoder', 'code', 'decoder'],
  options: {
    base: { dim: 8, k: 2, deadAfter: 2 },
    others: { dim: 9, k: 3, decay: 0.5, deadAfter: 1, initialiser: 'heUniform' },
  },
};
