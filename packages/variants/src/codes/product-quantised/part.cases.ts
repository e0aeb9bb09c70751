import type { PartCases } from '../../testing/partCases.js';
import { productQuantisedCode } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'product-quantised code': () => ({
      code: productQuantisedCode({ groups: 2, entries: 6, dim: 4 }),
    }),
    'product-quantised code, several vectors, learned': () => ({
      code: productQuantisedCode({
        groups: 2,
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
    base: { groups: 2, entries: 6, dim: 4, decay: 0.5 },
    others: {
      groups: 4,
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
