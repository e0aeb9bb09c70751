import type { PartCases } from '../../testing/partCases.js';
import { transformerDecoder } from './part.js';

const small = { width: 4, heads: 2, blocks: 1, expansion: 2 };

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    'transformer decoder': () => ({ decoder: transformerDecoder(small) }),
  },
  options: {
    base: small,
    others: {
      patch: [1, 1],
      width: 6,
      heads: 1,
      blocks: 2,
      expansion: 3,
      initialiser: 'glorotUniform',
    },
  },
};
