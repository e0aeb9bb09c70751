import type { RecipeCases } from '../testing/partCases.js';

/** What the contract of all recipes is tried on. */
export const cases: RecipeCases = {
  options: {
    base: { hidden: [6], latentDim: 20 },
    others: {
      latentDim: 21,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'gaussianLearned',
      initialiser: 'heUniform',
      scaling: 'centre',
      seed: 1,
      activityWeight: 0.1,
    },
  },
};
