import { positiveInteger, rate } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { featuresCode } from '../codes/features/part.js';
import { hiding } from '../corruptions/hiding/part.js';
import { transformerDecoder } from '../decoders/transformer/part.js';
import { transformerEncoder } from '../encoders/transformer/part.js';
import { transformerOptions } from '../shared/attention/transformer.js';
import { likelihoodName, likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A masked autoencoder of transformers (He et al., "Masked Autoencoders Are Scalable Vision
 * Learners", 2022): most patches of an image, or steps of a sequence, are hidden and guessed from
 * the others. The encoder sees the others alone, the decoder is small, and only hidden patches
 * count. There is no bottleneck: the code has a token for each patch, which serve as features for
 * what comes after. By default 3 of 4 patches are hidden, and a patch is a step of a sequence; for
 * images of `[28, 28]` say `patch: [4, 4]`.
 *
 * @example
 * ```ts
 * const model = maskedTransformer({ input: [28, 28], patch: [4, 4] });
 * await fit(model, train.reshape([28, 28]), { epochs: 20 });
 * ```
 */
export const maskedTransformer = defineRecipe({
  name: 'maskedTransformer',
  family: 'denoising',
  summary: 'Guesses hidden patches of images, or steps of sequences, by attention to the others',
  suits:
    'For those who have many unlabelled images or sequences and want features for what comes after.',
  avoid:
    'Not for a short code, since there is a token for each patch, nor for a few hundred samples, of which attention learns little.',
  paper: 'He et al., "Masked Autoencoders Are Scalable Vision Learners", 2022',
  options: {
    rate: rate.default(0.75).describe('share of patches that are hidden'),
    ...transformerOptions,
    patch: z
      .array(positiveInteger)
      .min(1)
      .default([1])
      .describe('sizes of a patch along the first axes of a sample'),
    decoderWidth: positiveInteger.default(32).describe('numbers in a token of the decoder'),
    decoderBlocks: positiveInteger.default(1).describe('blocks of the decoder'),
    likelihood: likelihoodName.default('squaredError').describe('reconstruction term'),
  },
  parts: ({ rate, likelihood, decoderWidth, decoderBlocks, ...transformer }) => ({
    corruption: hiding({ rate, patch: transformer.patch, exact: true }),
    encoder: transformerEncoder(transformer),
    code: featuresCode(),
    decoder: transformerDecoder({ ...transformer, width: decoderWidth, blocks: decoderBlocks }),
    likelihood: likelihoodOf(likelihood),
  }),
});
