import { positiveInteger, weight } from '@autoencoder-zoo/core';
import { gaussianCode } from '../codes/gaussian/part.js';
import { importanceWeightedBound } from '../objectives/importance-weighted-bound/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * An importance-weighted autoencoder (Burda, Grosse & Salakhutdinov, "Importance Weighted
 * Autoencoders", 2016): a variational autoencoder trained by a bound of several draws, which lets
 * the posterior be less simple and uses more of the code. By default 784-200-200-50 on `[784]`,
 * five draws, cross-entropy. Each draw passes through the decoder, so a step takes about as long
 * as one of the variational one with a batch `draws` times as large, less the encoder's share.
 *
 * @example
 * ```ts
 * const model = importanceWeighted({ input: [784], draws: 50 });
 * await fit(model, train, { batchSize: 20 });
 * ```
 */
export const importanceWeighted = defineRecipe({
  name: 'importanceWeighted',
  family: 'variational',
  summary: 'A variational autoencoder with a tighter bound, from several draws of each code',
  suits: 'For those who want a better likelihood, or more units in use, than `variational` gives.',
  avoid:
    'Not if time is short: each draw passes through the decoder; nor if the encoder matters most, whose gradient gets noisier with many draws.',
  paper: 'Burda, Grosse & Salakhutdinov, "Importance Weighted Autoencoders", 2016',
  latentDim: 50,
  options: {
    ...denseOptions({ hidden: [200, 200], likelihood: 'bernoulli' }),
    beta: weight.default(1).describe('weight of the KL term'),
    draws: positiveInteger.max(100_000).default(5).describe('codes drawn for each sample'),
  },
  parts: ({ latentDim, initialiser, beta, draws, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: gaussianCode({ dim: latentDim, beta, initialiser }),
    likelihood: likelihoodOf(likelihood),
    objective: importanceWeightedBound({ draws }),
  }),
});
