import { positiveInteger, rate } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { hiding } from '../corruptions/hiding/part.js';
import { maskedEncoder } from '../encoders/masked/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A masked autoencoder: values are hidden, and guessed from those that are left; only the
 * hidden ones count (He et al., "Masked Autoencoders Are Scalable Vision Learners", 2022; for
 * tables Yoon et al., "VIME", 2020). By default half of the values, each by itself; for images
 * of `[28, 28]` hide `rate: 0.75` of patches of `[4, 4]`. With `missing` it learns from tables
 * with gaps, of which `markMissing` makes the column `present`; `reconstruct` then has a guess
 * for each. Scale columns by `'standard'`. By default 784-256-64 on `[784]` with squared error.
 *
 * @example
 * ```ts
 * const table = markMissing(rows); // a Dataset in which NaN marks gaps
 * const sizes = { input: [9], hidden: [64], latentDim: 16 } as const;
 * const model = masked({ ...sizes, missing: true, scaling: 'standard' });
 * await fit(model, table, { epochs: 100 });
 * const guesses = await model.reconstruct(table);
 * const filled = table.values.map((value, i) => (table.beside.present[i] ? value : guesses[i]));
 * ```
 */
export const masked = defineRecipe({
  name: 'masked',
  family: 'denoising',
  summary: 'Guesses hidden values from those that are left; fills gaps of tables',
  suits:
    'For those who have tables with gaps to fill, or want features of unlabelled data from guessing what is hidden.',
  avoid:
    'Not if columns are independent of each other, which leaves nothing to guess from, nor for new samples.',
  paper: 'He et al., "Masked Autoencoders Are Scalable Vision Learners", 2022',
  latentDim: 64,
  options: {
    ...denseOptions({ hidden: [256], likelihood: 'squaredError' }),
    rate: rate.default(0.5).describe('share of values that are hidden'),
    patch: z
      .array(positiveInteger)
      .min(1)
      .optional()
      .describe('sizes of blocks that are hidden as a whole (each value by itself)'),
    missing: z
      .boolean()
      .default(false)
      .describe('whether values may be missing, as the column present of the data says'),
  },
  parts({ latentDim, initialiser, rate, patch, missing, likelihood, ...layers }) {
    const { encoder, decoder } = denseParts({ initialiser, ...layers });
    return {
      corruption: hiding({ rate, ...(patch && { patch }) }),
      encoder: maskedEncoder({ of: encoder, ...(missing && { present: 'present' }) }),
      code: deterministicCode({ dim: latentDim, initialiser }),
      decoder,
      likelihood: likelihoodOf(likelihood),
    };
  },
});
