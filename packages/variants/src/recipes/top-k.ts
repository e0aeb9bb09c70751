import { initialiser, positiveInteger, weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { topKCode } from '../codes/top-k/part.js';
import { dictionaryDecoder } from '../decoders/dictionary/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../likelihoods/squared-error/part.js';
import { deadUnits } from '../penalties/dead-units/part.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A top-k dictionary (Gao et al., "Scaling and evaluating sparse autoencoders", 2024;
 * Makhzani & Frey, "k-Sparse Autoencoders", 2014): each sample is told by its `k`
 * largest units out of many, times unit atoms. Dead units learn what the others
 * leave. By default 784-1024 on `[784]`, with 32 units for a sample.
 *
 * Gao et al. subtract the decoder's bias from the input; here the encoder has a bias
 * of its own alone. They also take the part along an atom out of its gradient, which
 * here the unit length that follows each step makes up for.
 *
 * @example
 * ```ts
 * const model = topK({ input: [784], latentDim: 2048, k: 16 });
 * await fit(model, train, { epochs: 20 });
 * const { dead } = await model.evaluate(test);
 * ```
 */
export const topK = defineRecipe({
  name: 'topK',
  family: 'sparse',
  summary: 'A dictionary of unit atoms, of which each sample uses the k that answer most',
  suits:
    'For those who take activations or images apart into a large dictionary, with a known number of units for each sample.',
  avoid:
    'Not for samples of very unequal richness, which all get the same k, nor for smooth codes: units switch on and off.',
  paper: 'Gao et al., "Scaling and evaluating sparse autoencoders", 2024',
  latentDim: 1024,
  options: {
    k: positiveInteger.default(32).describe('units that a sample keeps'),
    activation: z
      .enum(['relu', 'linear'])
      .default('relu')
      .describe('of the units, before the choice'),
    deadAfter: positiveInteger
      .default(100)
      .describe('steps of training without use after which a unit is dead'),
    deadUnits: positiveInteger
      .optional()
      .describe('dead units that a sample uses for what the others leave'),
    deadWeight: weight.default(1 / 32).describe('weight of the squared error of dead units'),
    initialiser: initialiser.default('fanIn').describe('start of the kernel'),
  },
  parts: ({ latentDim, k, activation, deadAfter, initialiser, ...dead }) => ({
    encoder: denseEncoder({ hidden: [] }),
    code: topKCode({ dim: latentDim, k, activation, deadAfter, initialiser }),
    decoder: dictionaryDecoder(),
    likelihood: squaredErrorLikelihood(),
    penalties: [
      deadUnits({
        weight: dead.deadWeight,
        ...(dead.deadUnits !== undefined && { k: dead.deadUnits }),
      }),
    ],
  }),
});
