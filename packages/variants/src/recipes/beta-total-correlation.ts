import { weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { gaussianCode } from '../codes/gaussian/part.js';
import { totalCorrelation } from '../penalties/total-correlation/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A beta-TC variational autoencoder (Chen et al., "Isolating Sources of Disentanglement in
 * Variational Autoencoders", 2018): of the divergence from the prior only the dependence between
 * the numbers of the code counts more, which disentangles them and takes less from the
 * reconstruction than a larger `beta` does. By default 784-400-10 on `[784]` with cross-entropy
 * and `beta` 6 of the paper, that is a weight of 5 beside the one that the divergence has anyway.
 *
 * @example
 * ```ts
 * const model = betaTotalCorrelation({ input: [784], latentDim: 10, correlationWeight: 5 });
 * ```
 */
export const betaTotalCorrelation = defineRecipe({
  name: 'betaTotalCorrelation',
  family: 'variational',
  summary: 'A code whose numbers are pressed towards being independent of each other',
  suits:
    'For those who want each number of a code to stand for one property, and reconstructions better than a large `beta` leaves.',
  avoid:
    'Not with small batches, from which the dependence between numbers is estimated badly, nor in the trust that properties are found without labels on any data.',
  paper: 'Chen et al., "Isolating Sources of Disentanglement in Variational Autoencoders", 2018',
  latentDim: 10,
  options: {
    ...denseOptions({ hidden: [400], likelihood: 'bernoulli' }),
    correlationWeight: weight
      .default(5)
      .describe('how much more the total correlation counts: beta - 1 of the paper'),
    estimate: z
      .enum(['weighted', 'stratified'])
      .default('weighted')
      .describe('how the density of all codes is estimated from a batch'),
  },
  parts: ({ latentDim, initialiser, correlationWeight, estimate, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: gaussianCode({ dim: latentDim, initialiser }),
    likelihood: likelihoodOf(likelihood),
    penalties: [totalCorrelation({ weight: correlationWeight, estimate })],
  }),
});
