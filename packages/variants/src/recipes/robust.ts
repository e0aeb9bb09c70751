import { positive } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { robustLikelihood } from '../likelihoods/robust/part.js';
import { denseParts, layerOptions } from '../shared/recipes/denseOptions.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A robust autoencoder (Zhou & Paffenroth, "Anomaly Detection with Robust Deep Autoencoders",
 * 2017): a sparse part of outliers is split off, which the code need not tell, so that data that is
 * itself not clean can be learned from. See {@link robustLikelihood}. By default 784-256-32 on
 * `[784]`.
 *
 * @example
 * ```ts
 * const model = robust({ input: [784], outliers: 'samples', lambda: 5 });
 * ```
 */
export const robust = defineRecipe({
  name: 'robust',
  family: 'dense',
  summary: 'A reconstruction that leaves outliers aside',
  suits:
    'For those whose training data themselves hold outliers or damaged values, and who want these found or left aside.',
  avoid:
    'Not for clean data, nor without a mind to try several `lambda`, which decides what counts as an outlier.',
  paper: 'Zhou & Paffenroth, "Anomaly Detection with Robust Deep Autoencoders", 2017',
  latentDim: 32,
  options: {
    ...layerOptions([256]),
    lambda: positive.default(1).describe('price of outliers: the less, the more there are'),
    outliers: z
      .enum(['values', 'samples'])
      .default('values')
      .describe('whether values or whole samples are outliers'),
  },
  parts: ({ latentDim, initialiser, lambda, outliers, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: deterministicCode({ dim: latentDim, initialiser }),
    likelihood: robustLikelihood({ lambda, outliers }),
  }),
});
