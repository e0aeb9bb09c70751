import { positiveInteger, weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { vectorQuantisedCode } from '../codes/vector-quantised/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A vector-quantised autoencoder (van den Oord, Vinyals & Kavukcuoglu, "Neural
 * Discrete Representation Learning", 2017): each of the `positions` vectors of a
 * code, of `latentDim` numbers, is one of the `entries` of a codebook. By default
 * 784-256 and 16 vectors of 8 numbers out of 128 entries on `[784]`: 112 bits.
 *
 * @example
 * ```ts
 * const model = vectorQuantised({ input: [784], positions: 16, entries: 128 });
 * await fit(model, train, { epochs: 10 });
 * const codes = await model.encode(test); // [samples, 16, 8]
 * ```
 */
export const vectorQuantised = defineRecipe({
  name: 'vectorQuantised',
  family: 'discrete',
  summary: 'A code of a few entries of a learned codebook',
  suits:
    'For those who want bits or symbols: for compression, for search, or for a language model over codes.',
  avoid:
    'Not for new samples by themselves, since a prior of the entries has to be learned after, nor where codes are to vary smoothly.',
  paper: 'van den Oord, Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017',
  options: {
    ...denseOptions({ hidden: [256], likelihood: 'bernoulli' }),
    latentDim: positiveInteger.default(8).describe('numbers in a vector'),
    positions: positiveInteger.default(16).describe('vectors of a code'),
    entries: positiveInteger.default(128).describe('entries of the codebook'),
    commitment: weight.default(0.25).describe('weight of the commitment term'),
    codebook: z
      .enum(['averages', 'learned'])
      .default('averages')
      .describe('how entries come to stand amid the vectors that chose them'),
  },
  parts: ({ hidden, activation, initialiser, likelihood, latentDim: dim, ...code }) => ({
    ...denseParts({ hidden, activation, initialiser }),
    code: vectorQuantisedCode({ ...code, dim, initialiser }),
    likelihood: likelihoodOf(likelihood),
  }),
});
