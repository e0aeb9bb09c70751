import { positiveInteger, weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { gaussianCode } from '../codes/gaussian/part.js';
import { gaussianMixture } from '../priors/gaussian-mixture/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * Variational deep embedding (Jiang et al., "Variational Deep Embedding: An Unsupervised and
 * Generative Approach to Clustering", 2017): a variational autoencoder whose prior is a mixture of
 * normal distributions, learned with the model, so that codes gather in clusters from each of which
 * new samples can be drawn. `model.describe` gives the `component` of each sample, or all its
 * `responsibilities`. By default 784-500-500-2000-10 on `[784]` with 10 clusters.
 *
 * @example
 * ```ts
 * const model = variationalDeepEmbedding({ input: [784], clusters: 10 });
 * await fit(model, train, { epochs: 50, only: ['encoder', 'code', 'decoder'] });
 * await fit(model, train, { epochs: 100 });
 * const clusters = await model.describe(test, 'component'); // [samples, 1]
 * ```
 */
export const variationalDeepEmbedding = defineRecipe({
  name: 'variationalDeepEmbedding',
  family: 'clustering',
  summary: 'A variational autoencoder with a cluster for each part of its prior',
  suits:
    'For those who look for groups in unlabelled data and also want new samples of a chosen one.',
  avoid:
    'Not if groups alone are wanted, which `embeddedClustering` finds with less to set, nor where their number is quite unknown.',
  paper:
    'Jiang et al., "Variational Deep Embedding: An Unsupervised and Generative Approach to Clustering", 2017',
  latentDim: 10,
  options: {
    ...denseOptions({ hidden: [500, 500, 2000], likelihood: 'bernoulli' }),
    clusters: positiveInteger.default(10).describe('clusters wanted'),
    start: z
      .enum(['codes', 'random'])
      .default('codes')
      .describe('where the clusters begin: fitted to codes before training, or anywhere'),
    beta: weight.default(1).describe('weight of the KL term'),
  },
  parts: ({ latentDim, initialiser, clusters, start, beta, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: gaussianCode({ dim: latentDim, beta, initialiser }),
    prior: gaussianMixture({ components: clusters, start }),
    likelihood: likelihoodOf(likelihood),
  }),
});
