import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { flowCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'planar flow code': () => ({ code: flowCode({ dim: 3, kind: 'planar', steps: 2 }) }),
    'radial flow code': () => ({ code: flowCode({ dim: 3, kind: 'radial', steps: 2 }) }),
    'inverse autoregressive flow code': () => ({
      code: flowCode({ dim: 3, steps: 2, hidden: [6, 5] }),
    }),
    'inverse autoregressive flow code, several draws': () => ({
      code: flowCode({ dim: 3, steps: 2, hidden: [6], beta: 0.5 }),
      objective: importanceWeightedBound({ draws: 3 }),
    }),
    'masked autoregressive flow code': () => ({
      code: flowCode({ dim: 3, kind: 'maskedAutoregressive', steps: 2, hidden: [6] }),
    }),
  },
  options: {
    base: { dim: 3 },
    others: {
      dim: 4,
      kind: 'planar',
      steps: 2,
      hidden: [5],
      beta: 0,
      initialiser: 'heUniform',
    },
  },
};
