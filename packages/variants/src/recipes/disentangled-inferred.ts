import { weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { gaussianCode } from '../codes/gaussian/part.js';
import { covariance } from '../penalties/covariance/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A DIP variational autoencoder (Kumar, Sattigeri & Balakrishnan, "Variational Inference of
 * Disentangled Latent Concepts from Unlabeled Observations", 2018): the codes of all samples
 * together are pressed towards a covariance that is the identity, as that of the prior is. By
 * default DIP-VAE-I, 784-400-10 on `[784]` with cross-entropy.
 *
 * @example
 * ```ts
 * const model = disentangledInferred({ input: [784], of: 'draws', varianceWeight: 10 });
 * ```
 */
export const disentangledInferred = defineRecipe({
  name: 'disentangledInferred',
  family: 'variational',
  summary: 'A code whose covariance over the data is pressed towards the identity',
  suits:
    'For those who want numbers of a code that do not go together, at next to no cost in a step.',
  avoid:
    'Not against dependence that a covariance does not show, which `betaTotalCorrelation` and `factor` see, nor with small batches.',
  paper:
    'Kumar et al., "Variational Inference of Disentangled Latent Concepts from Unlabeled Observations", 2018',
  latentDim: 10,
  options: {
    ...denseOptions({ hidden: [400], likelihood: 'bernoulli' }),
    of: z
      .enum(['means', 'draws'])
      .default('means')
      .describe('whose covariance: of the means of codes (DIP-VAE-I) or of draws (DIP-VAE-II)'),
    covarianceWeight: weight.default(10).describe('weight of squared covariances'),
    varianceWeight: weight
      .default(100)
      .describe('weight of squared differences of variances from 1'),
  },
  parts: ({ latentDim, initialiser, covarianceWeight, likelihood, ...rest }) => ({
    ...denseParts({ initialiser, hidden: rest.hidden, activation: rest.activation }),
    code: gaussianCode({ dim: latentDim, initialiser }),
    likelihood: likelihoodOf(likelihood),
    penalties: [
      covariance({ weight: covarianceWeight, varianceWeight: rest.varianceWeight, of: rest.of }),
    ],
  }),
});
