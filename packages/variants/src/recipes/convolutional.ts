import { positiveInteger } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { convolutionalDecoder } from '../decoders/convolutional/part.js';
import { convolutionalEncoder } from '../encoders/convolutional/part.js';
import { imageInput } from '../shared/convolutional/imageInput.js';
import { stageOptions } from '../shared/convolutional/stage.js';
import { likelihoodName, likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A convolutional autoencoder for images `[height, width, channels]`, or `[height, width]` with one
 * channel, or, `over: 'sequences'`, for sequences `[steps, channels]` (Masci et al., "Stacked
 * Convolutional Auto-Encoders for Hierarchical Feature Extraction", 2011): stages that halve height
 * and width, or steps, a dense code, and the same stages in reverse. By default 32 and 64 filters
 * and a code of 32 numbers: `[28, 28]` to `[7, 7, 64]` to 32.
 *
 * @example
 * ```ts
 * const model = convolutional({ input: [28, 28], normalisation: 'batch' });
 * await fit(model, train.reshape([28, 28]), { epochs: 5 });
 * ```
 */
export const convolutional = defineRecipe({
  name: 'convolutional',
  family: 'convolutional',
  summary: 'Images through convolutions, to a code and back',
  suits:
    'For those who have images, or long evenly sampled sequences, and want a short code of each.',
  avoid: 'Not for tables, whose columns have no neighbours, nor for sequences of unequal length.',
  paper:
    'Masci et al., "Stacked Convolutional Auto-Encoders for Hierarchical Feature Extraction", 2011',
  latentDim: 32,
  input: imageInput,
  options: {
    filters: z
      .array(positiveInteger)
      .min(1)
      .default([32, 64])
      .describe('filters of each stage, mirrored in the decoder'),
    ...stageOptions,
    likelihood: likelihoodName.default('squaredError').describe('reconstruction term'),
  },
  parts: ({ latentDim, filters, likelihood, ...stages }) => ({
    encoder: convolutionalEncoder({ filters, ...stages }),
    code: deterministicCode({ dim: latentDim, initialiser: stages.initialiser }),
    decoder: convolutionalDecoder({ filters: filters.toReversed(), ...stages }),
    likelihood: likelihoodOf(likelihood),
  }),
});
