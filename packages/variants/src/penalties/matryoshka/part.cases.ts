import { topKCode } from '../../codes/top-k/part.js';
import type { PartCases } from '../../testing/partCases.js';
import { matryoshka } from './part.js';

/** What the contract of all parts is tried on. */
export const cases: PartCases = {
  models: {
    matryoshka: () => ({ penalties: [matryoshka({ sizes: [1, 3], weight: 0.5 })] }),
    'matryoshka of units': () => ({
      code: topKCode({ dim: 8, k: 3 }),
      penalties: [matryoshka({ sizes: [4] })],
    }),
  },
  options: { base: { sizes: [1, 3] }, others: { sizes: [2, 3], weight: 3 } },
};
