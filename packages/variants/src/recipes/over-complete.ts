import { weight } from '@autoencoder-zoo/core';
import { deterministicCode } from '../codes/deterministic/part.js';
import { activityL1 } from '../penalties/activity-l1/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * An over-complete autoencoder: the code is larger than the input, and an L1 penalty on its
 * rectified units leaves only a few of them active for each sample, so that it learns a dictionary
 * instead of a copy (Olshausen & Field 1997; Ranzato et al. 2007). By default 784-1024 on `[784]`.
 */
export const overComplete = defineRecipe({
  name: 'overComplete',
  family: 'sparse',
  summary: 'A code larger than its input, kept sparse by an L1 penalty',
  suits:
    'For those who look for the building blocks of data and like the simplest means, an L1 penalty.',
  avoid:
    'Not if the number of active units has to be the same for each sample, which is what `topK` does, nor for compression.',
  paper: 'Olshausen & Field, "Sparse Coding with an Overcomplete Basis Set", 1997',
  latentDim: 1024,
  options: {
    ...denseOptions({ hidden: [], likelihood: 'squaredError' }),
    activityWeight: weight.default(0.01).describe('weight of the sum of absolute code values'),
  },
  parts: ({ latentDim, initialiser, activityWeight, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: deterministicCode({ dim: latentDim, activation: 'relu', initialiser }),
    likelihood: likelihoodOf(likelihood),
    penalties: [activityL1({ weight: activityWeight })],
  }),
});
