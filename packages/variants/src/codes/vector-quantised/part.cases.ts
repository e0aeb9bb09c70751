import type { PartCases } from '../../testing/partCases.js';
import { vectorQuantisedCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'vector-quantised code': () => ({
      code: vectorQuantisedCode({ entries: 6, dim: 3 }),
    }),
    'vector-quantised code, several vectors, learned': () => ({
      code: vectorQuantisedCode({ entries: 4, dim: 2, positions: 3, codebook: 'learned' }),
    }),
    'vector-quantised code, mapped': () => ({
      code: vectorQuantisedCode({ entries: 6, dim: 3, codebook: 'mapped' }),
    }),
  },
  // Its gradient goes past a choice.
  estimated: ['encoder', 'code'],
  options: {
    base: { entries: 6, dim: 3, decay: 0.5 },
    others: {
      entries: 5,
      dim: 4,
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
