import { weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { sparsity } from '../penalties/sparsity/part.js';
import { weightDecay } from '../penalties/weight-decay/part.js';
import { activation } from '../shared/dense/activation.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A sparse autoencoder in the sense of Ng ("Sparse autoencoder", 2011): sigmoid units whose average
 * activation is pressed towards `rho`. By default 784-200 on `[784]`, rho 0.1, weight 3, weight
 * decay 0.003.
 *
 * Ng halves the squared error, which is what `likelihood: 'gaussian'` does (but for a
 * constant): with it and `outputActivation: 'sigmoid'` the loss is his.
 */
export const sparse = defineRecipe({
  name: 'sparse',
  family: 'sparse',
  summary: 'Sigmoid units which are each active for few samples',
  suits:
    'For those who want features of which each answers to few samples, by the simplest units, sigmoid ones.',
  avoid:
    'Not if each single sample has to use few units: it presses averages over the batch alone, so small batches make it waver.',
  paper: 'Ng, "Sparse autoencoder", 2011',
  latentDim: 200,
  options: {
    ...denseOptions({ hidden: [], likelihood: 'squaredError' }),
    outputActivation: activation.default('linear').describe('after the last layer of the decoder'),
    rho: z.number().gt(0).lt(1).default(0.1).describe('average activation wanted of each unit'),
    sparsityWeight: weight.default(3).describe('weight of the divergence from it'),
    weightDecay: weight.default(3e-3).describe('weight of half the squared kernels'),
  },
  parts: ({ latentDim, initialiser, likelihood, rho, sparsityWeight, ...rest }) => ({
    ...denseParts({ initialiser, ...rest }),
    code: deterministicCode({ dim: latentDim, activation: 'sigmoid', initialiser }),
    likelihood: likelihoodOf(likelihood),
    penalties: [
      sparsity({ rho, weight: sparsityWeight }),
      weightDecay({ weight: rest.weightDecay }),
    ],
  }),
});
