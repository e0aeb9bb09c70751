import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { filters: [4], latentDim: 3 },
    others: {
      latentDim: 4,
      filters: [4, 3],
      over: 'sequences',
      kernelSize: 2,
      activation: 'tanh',
      normalisation: 'batch',
      likelihood: 'gaussianPredicted',
      initialiser: 'heUniform',
      scaling: 'standard',
      seed: 1,
    },
  },
};
