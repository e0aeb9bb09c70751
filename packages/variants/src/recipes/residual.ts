import { positiveInteger } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { residualDecoder } from '../decoders/residual/part.js';
import { residualEncoder } from '../encoders/residual/part.js';
import { imageInput } from '../shared/convolutional/imageInput.js';
import { residualOptions } from '../shared/convolutional/residual.js';
import { likelihoodName, likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A residual autoencoder for images `[height, width, channels]`, or `[height, width]` with one
 * channel, or, `over: 'sequences'`, for sequences `[steps, channels]`: convolutions that halve
 * height and width, or steps, with residual blocks after each (He et al., "Deep Residual Learning
 * for Image Recognition", 2016), a dense code, and the same in reverse. It learns more of images
 * than `convolutional`, and takes some three times as long. By default 32 and 64 filters, one block
 * a stage, normalised over the batch, and a code of 32 numbers.
 *
 * @example
 * ```ts
 * const model = residual({ input: [28, 28], blocks: 2 });
 * await fit(model, train.reshape([28, 28]), { epochs: 5 });
 * ```
 */
export const residual = defineRecipe({
  name: 'residual',
  family: 'convolutional',
  summary: 'Images through convolutions with residual blocks, to a code and back',
  suits:
    'For those whose images or sequences ask for more than `convolutional` learns, and who have the time.',
  avoid:
    'Not for a first try or for small data: it takes some three times as long and fits noise sooner.',
  paper: 'He et al., "Deep Residual Learning for Image Recognition", 2016',
  latentDim: 32,
  input: imageInput,
  options: {
    filters: z
      .array(positiveInteger)
      .min(1)
      .default([32, 64])
      .describe('filters of each stage, mirrored in the decoder'),
    ...residualOptions,
    likelihood: likelihoodName.default('squaredError').describe('reconstruction term'),
  },
  parts: ({ latentDim, filters, likelihood, ...stages }) => ({
    encoder: residualEncoder({ filters, ...stages }),
    code: deterministicCode({ dim: latentDim, initialiser: stages.initialiser }),
    decoder: residualDecoder({ filters: filters.toReversed(), ...stages }),
    likelihood: likelihoodOf(likelihood),
  }),
});
