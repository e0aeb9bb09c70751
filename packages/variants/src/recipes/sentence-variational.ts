import { categoricalLikelihood, nonNegative, positiveInteger, weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { gaussianCode } from '../codes/gaussian/part.js';
import { autoregressiveDecoder } from '../decoders/autoregressive/part.js';
import { embeddingEncoder } from '../encoders/embedding/part.js';
import { gruEncoder } from '../encoders/gru/part.js';
import { lstmEncoder } from '../encoders/lstm/part.js';
import { freeBits } from '../objectives/free-bits/part.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { sequence } from '../shared/recipes/recurrentOptions.js';
import { stackOptions } from '../shared/recurrent/stack.js';

/**
 * A variational autoencoder of sentences, or of other sequences of tokens (Bowman et al.,
 * "Generating Sentences from a Continuous Space", 2016): a recurrent encoder, a code that is a
 * normal distribution, and a language model that starts from it. Samples are numbers of tokens,
 * `[steps, 1]`, from 0 to `vocabulary - 1`. By default a third of the words is dropped and a
 * quarter of a nat a number of the code is free, since the decoder would do without the code
 * otherwise.
 *
 * @example
 * ```ts
 * const model = sentenceVariational({ input: [4, 1], vocabulary: 3 });
 * await fit(model, [[[1], [2], [1], [0]], [[2], [2], [0], [0]]], { epochs: 10 });
 * const sentences = await model.sample(10); // numbers of tokens, [10, 4, 1]
 * ```
 */
export const sentenceVariational = defineRecipe({
  name: 'sentenceVariational',
  family: 'variational',
  summary: 'Sequences of tokens to a code that is a distribution, and new ones drawn from it',
  suits:
    'For those who have sentences or other sequences of tokens, and want one code of each from which new ones are drawn.',
  avoid:
    'Not for measured values, which are no tokens, nor for long texts, of which the code keeps the gist at best.',
  paper: 'Bowman et al., "Generating Sentences from a Continuous Space", 2016',
  latentDim: 32,
  input: sequence,
  ofClasses: true,
  options: {
    vocabulary: z.int().min(2).describe('how many tokens there are'),
    dim: positiveInteger.default(64).describe('numbers of the vector of a token'),
    cell: z.enum(['lstm', 'gru']).default('lstm').describe('kind of recurrent cell'),
    ...stackOptions,
    bidirectional: stackOptions.bidirectional.describe('the encoder reads in both directions'),
    wordDropout: z
      .number()
      .min(0)
      .lt(1)
      .default(1 / 3)
      .describe('share of the tokens that the decoder does not see in training'),
    freeBits: nonNegative.default(0.25).describe('nats of each number of the code that are free'),
    beta: weight.default(1).describe('weight of the KL term'),
  },
  parts({ latentDim, vocabulary, dim, cell, wordDropout, freeBits: nats, beta, ...stack }) {
    const { units, layers } = stack;
    const encoder = { lstm: lstmEncoder, gru: gruEncoder }[cell];
    return {
      encoder: embeddingEncoder({ of: encoder(stack), classes: vocabulary, dim }),
      code: gaussianCode({ dim: latentDim, beta }),
      decoder: autoregressiveDecoder({ cell, units, layers, dim, wordDropout }),
      likelihood: categoricalLikelihood({ classes: vocabulary }),
      objective: freeBits({ nats }),
    };
  },
});
