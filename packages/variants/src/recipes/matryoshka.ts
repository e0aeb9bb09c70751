import { initialiser, positive, positiveInteger, weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { batchTopKCode } from '../codes/batch-top-k/part.js';
import { dictionaryDecoder } from '../decoders/dictionary/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../likelihoods/squared-error/part.js';
import { deadUnits } from '../penalties/dead-units/part.js';
import { matryoshka as matryoshkaPenalty } from '../penalties/matryoshka/part.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A sparse dictionary whose first atoms do without the others (Bussmann, Nabeshima, Karvonen &
 * Nanda, "Learning Multi-Level Features with Matryoshka Sparse Autoencoders", 2025): dictionaries
 * of growing size within one, each of which gives the sample back, so that general features stay
 * whole in the small ones. The samples of a batch share `k` units each. By default 784-1024 on
 * `[784]`, with dictionaries of 64, 128, 256 and 512 atoms within. All weigh the same.
 *
 * @example
 * ```ts
 * const model = matryoshka({ input: [784], latentDim: 2048, sizes: [128, 512], k: 16 });
 * await fit(model, train, { epochs: 20 });
 * ```
 */
export const matryoshka = defineRecipe({
  name: 'matryoshka',
  family: 'sparse',
  summary: 'Dictionaries of growing size within one, from general to particular',
  suits:
    'For those who want dictionaries of several sizes in one, whose first units stay general while later ones tell details.',
  avoid:
    'Not where training time counts, as the decoder runs once for each size, nor with small batches, over which units are chosen.',
  paper:
    'Bussmann et al., "Learning Multi-Level Features with Matryoshka Sparse Autoencoders", 2025',
  latentDim: 1024,
  options: {
    sizes: z
      .array(positiveInteger)
      .min(1)
      .default([64, 128, 256, 512])
      .describe('first units that do without the rest'),
    nestedWeight: weight.default(1).describe('weight of the squared errors of the first units'),
    k: positive.default(32).describe('units that a sample keeps on average'),
    deadAfter: positiveInteger
      .default(100)
      .describe('steps of training without use after which a unit is dead'),
    deadWeight: weight.default(1 / 32).describe('weight of the squared error of dead units'),
    initialiser: initialiser.default('fanIn').describe('start of the kernel'),
  },
  parts: ({ latentDim, sizes, nestedWeight, deadWeight, ...code }) => ({
    encoder: denseEncoder({ hidden: [] }),
    code: batchTopKCode({ dim: latentDim, ...code }),
    decoder: dictionaryDecoder(),
    likelihood: squaredErrorLikelihood(),
    penalties: [
      matryoshkaPenalty({ sizes, weight: nestedWeight }),
      deadUnits({ weight: deadWeight }),
    ],
  }),
});
