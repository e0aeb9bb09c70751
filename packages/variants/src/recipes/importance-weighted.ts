import {
  autoencoder,
  positiveInteger,
  weight,
  type Autoencoder,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { denseRecipeOptions } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { gaussianCode } from '../codes/gaussian/part.js';
import { importanceWeightedBound } from '../objectives/importance-weighted-bound/part.js';
import type { VariationalOptions } from './variational.js';

/** Options of {@link importanceWeighted}. */
export interface ImportanceWeightedOptions<
  Input extends Shape = Shape,
  Dim extends number = number,
> extends VariationalOptions<Input, Dim> {
  /** Codes drawn for each sample, at least 1. Default 5. */
  readonly draws?: number;
}

/** Recipe of {@link importanceWeighted}. */
export const importanceWeightedRecipe = defineRecipe({
  name: 'importanceWeighted',
  summary: 'A variational autoencoder with a tighter bound, from several draws of each code',
  options: z.strictObject({
    ...denseRecipeOptions({ hidden: [200, 200], latentDim: 50, likelihood: 'bernoulli' }),
    beta: weight.default(1).describe('weight of the KL term'),
    draws: positiveInteger.max(100_000).default(5).describe('codes drawn for each sample'),
  }),
  build({ input, latentDim, hidden, activation, initialiser, beta, draws, ...rest }) {
    return autoencoder({
      input,
      encoder: denseEncoder({ hidden, activation, initialiser }),
      code: gaussianCode({ dim: latentDim, beta, initialiser }),
      decoder: denseDecoder({ hidden: hidden.toReversed(), activation, initialiser }),
      likelihood: likelihoodOf(rest.likelihood),
      objective: importanceWeightedBound({ draws }),
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * An importance-weighted autoencoder (Burda, Grosse & Salakhutdinov, "Importance Weighted
 * Autoencoders", 2016): a variational autoencoder trained by a bound of several draws, which lets
 * the posterior be less simple and uses more of the code. By default 784-200-200-50 on `[784]`, five
 * draws, cross-entropy. Each draw passes through the decoder, so a step takes about as long as one
 * of the variational one with a batch `draws` times as large, less the encoder's share.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * const model = importanceWeighted({ input: [784], draws: 50 });
 * await fit(model, train, { batchSize: 20 });
 * ```
 */
export function importanceWeighted<const Input extends Shape, const Dim extends number = 50>(
  options: ImportanceWeightedOptions<Input, Dim>,
): Autoencoder<Input, readonly [Dim]> {
  return importanceWeightedRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
