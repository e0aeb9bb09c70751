import { positiveInteger, weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { clustering } from '../penalties/clustering/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * Deep embedded clustering (Xie, Girshick & Farhadi, "Unsupervised Deep Embedding for
 * Clustering Analysis", 2016): codes are pressed towards centres, which k-means finds
 * first. `model.describe` gives the `cluster` of each sample, or all its `assignments`, the
 * shares with which it belongs to each. By default 784-500-500-2000-10 on `[784]` with 10 clusters.
 *
 * The reconstruction goes on while codes gather, which makes it the IDEC of Guo et al., "Improved
 * Deep Embedded Clustering with Local Structure Preservation", 2017.
 *
 * @example
 * ```ts
 * const model = embeddedClustering({ input: [784], clusters: 10 });
 * await fit(model, train, { epochs: 50, only: ['encoder', 'code', 'decoder'] });
 * await fit(model, train, { epochs: 20 });
 * const clusters = await model.describe(test, 'cluster'); // [samples, 1]
 * ```
 */
export const embeddedClustering = defineRecipe({
  name: 'embeddedClustering',
  family: 'clustering',
  summary: 'Codes that gather around the centres of clusters',
  suits: 'For those who look for groups in unlabelled data and know about how many there are.',
  avoid:
    'Not if groups differ much in size or shape, since k-means finds the first centres, nor if the codes are to keep all details.',
  paper: 'Xie, Girshick & Farhadi, "Unsupervised Deep Embedding for Clustering Analysis", 2016',
  latentDim: 10,
  options: {
    ...denseOptions({ hidden: [500, 500, 2000], likelihood: 'squaredError' }),
    clusters: positiveInteger.default(10).describe('clusters wanted'),
    clusteringWeight: weight
      .default(0.1)
      .describe('weight of the divergence of cluster shares from sharper ones'),
    start: z
      .enum(['kMeans', 'random'])
      .default('kMeans')
      .describe('where the centres begin: k-means on codes before training, or anywhere'),
  },
  parts: ({
    latentDim,
    initialiser,
    clusters,
    clusteringWeight,
    start,
    likelihood,
    ...layers
  }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: deterministicCode({ dim: latentDim, initialiser }),
    likelihood: likelihoodOf(likelihood),
    penalties: [clustering({ clusters, weight: clusteringWeight, start })],
  }),
});
