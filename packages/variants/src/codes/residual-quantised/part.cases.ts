import type { PartCases } from '../../testing/partCases.js';
import { residualQuantisedCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'residual-quantised code': () => ({
      code: residualQuantisedCode({ stages: 2, entries: 6, dim: 4 }),
    }),
    'residual-quantised code, several vectors, learned': () => ({
      code: residualQuantisedCode({
        stages: 2,
        entries: 4,
        dim: 2,
        positions: 3,
        codebook: 'learned',
      }),
    }),
  },
  // Its gradient goes past a choice.
  estimated: ['encoder', 'code'],
  options: {
    base: { stages: 2, entries: 6, dim: 4, decay: 0.5 },
    others: {
      stages: 3,
      entries: 5,
      dim: 6,
      positions: 2,
      commitment: 1,
      codebook: 'learned',
      decay: 0.9,
      deadBelow: 0.9,
      restart: { restart: false, deadBelow: 0.9 },
      start: 'kMeans',
      initialiser: 'heUniform',
    },
  },
};
