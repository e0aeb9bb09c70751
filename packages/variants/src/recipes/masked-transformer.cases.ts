import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { width: 4, heads: 2, blocks: 1, expansion: 2, decoderWidth: 4, rate: 0.6 },
    others: {
      rate: 0.4,
      patch: [1, 1],
      width: 6,
      heads: 1,
      blocks: 2,
      expansion: 3,
      initialiser: 'glorotUniform',
      decoderWidth: 6,
      decoderBlocks: 2,
      likelihood: 'bernoulli',
      scaling: 'standard',
      seed: 1,
    },
  },
};
