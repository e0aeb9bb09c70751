import { autoencoder, type Autoencoder, type Shape } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { activation, type Activation } from '../shared/dense/activation.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { denseRecipeOptions, type DenseRecipeOptions } from '../shared/recipes/denseOptions.js';

/** Options of {@link underComplete}. */
export interface UnderCompleteOptions<
  Input extends Shape = Shape,
  Dim extends number = number,
> extends Partial<DenseRecipeOptions<Input, Dim>> {
  readonly input: Input;
  /** After the code's layer. Default `'linear'`. */
  readonly codeActivation?: Activation;
  /** Whether the decoder's kernels are the encoder's, transposed. Default false. */
  readonly tied?: boolean;
}

/** Recipe of {@link underComplete}. */
export const underCompleteRecipe = defineRecipe({
  name: 'underComplete',
  summary: 'A code smaller than its input: what PCA does, with curves',
  options: z.strictObject({
    ...denseRecipeOptions({ hidden: [128], latentDim: 32, likelihood: 'squaredError' }),
    codeActivation: activation.default('linear').describe('after the code layer'),
    tied: z.boolean().default(false).describe('decoder kernels are the encoder ones, transposed'),
  }),
  build({ input, latentDim, hidden, activation, initialiser, tied, ...rest }) {
    return autoencoder({
      input,
      encoder: denseEncoder({ hidden, activation, initialiser }),
      code: deterministicCode({ dim: latentDim, activation: rest.codeActivation, initialiser }),
      decoder: denseDecoder({
        hidden: tied ? [] : hidden.toReversed(),
        activation,
        initialiser,
        tied,
      }),
      likelihood: likelihoodOf(rest.likelihood),
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * An under-complete autoencoder: the code is smaller than the input, so that it has to find what
 * matters. Without hidden layers and with squared error it spans the same space as PCA (Baldi &
 * Hornik 1989); with them it bends (Hinton & Salakhutdinov, "Reducing the Dimensionality of Data
 * with Neural Networks", 2006). By default 784-128-32 on `[784]`, squared error.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * const model = underComplete({ input: [784], hidden: [128], latentDim: 32 });
 * ```
 */
export function underComplete<const Input extends Shape, const Dim extends number = 32>(
  options: UnderCompleteOptions<Input, Dim>,
): Autoencoder<Input, readonly [Dim]> {
  return underCompleteRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
