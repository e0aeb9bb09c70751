import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { units: 3, latentDim: 3 },
    others: {
      latentDim: 4,
      units: 4,
      layers: 2,
      bidirectional: true,
      decoderInput: 'nothing',
      reverse: true,
      likelihood: 'bernoulli',
      scaling: 'standard',
      seed: 1,
    },
  },
};
