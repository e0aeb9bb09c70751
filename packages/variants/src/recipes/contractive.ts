import {
  autoencoder,
  weight,
  type Autoencoder,
  type Shape,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { contraction } from '../penalties/contraction/part.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { activation, type Activation } from '../shared/dense/activation.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { denseRecipeOptions, type DenseRecipeOptions } from '../shared/recipes/denseOptions.js';

/** Options of {@link contractive}. */
export interface ContractiveOptions<
  Input extends Shape = Shape,
  Dim extends number = number,
> extends Partial<DenseRecipeOptions<Input, Dim>> {
  readonly input: Input;
  /** After each hidden layer. Default `'sigmoid'`. */
  readonly activation?: Activation;
  /** After the code's layer. Default `'sigmoid'`. */
  readonly codeActivation?: Activation;
  /** Weight of the squared Jacobian; a number or made by `warmUp`. Default 0.1. */
  readonly contractionWeight?: Weight;
  /** Whether the decoder's kernels are the encoder's, transposed. Default true. */
  readonly tied?: boolean;
}

/** Recipe of {@link contractive}. */
export const contractiveRecipe = defineRecipe({
  name: 'contractive',
  summary: 'A code that moves little when its input does',
  options: z.strictObject({
    ...denseRecipeOptions({ hidden: [], latentDim: 1000, likelihood: 'bernoulli' }),
    activation: activation.default('sigmoid').describe('after each hidden layer'),
    codeActivation: activation.default('sigmoid').describe('after the code layer'),
    contractionWeight: weight.default(0.1).describe('weight of the squared Jacobian of the code'),
    tied: z.boolean().default(true).describe('decoder kernels are the encoder ones, transposed'),
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
      penalties: [contraction({ weight: rest.contractionWeight })],
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * A contractive autoencoder (Rifai et al., "Contractive Auto-Encoders: Explicit Invariance During
 * Feature Extraction", 2011): a penalty on the Jacobian of the code makes it give way only to those
 * changes of the input that reconstruction needs, which are the directions in which the data varies.
 * By default 784-1000 on `[784]`, as there: sigmoid units, tied weights, cross-entropy. `latentDim`
 * may be smaller than the input as well. With hidden layers the penalty is exact and takes most of
 * the time, see {@link contraction}.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * const model = contractive({ input: [784], latentDim: 1000, contractionWeight: 0.1 });
 * ```
 */
export function contractive<const Input extends Shape, const Dim extends number = 1000>(
  options: ContractiveOptions<Input, Dim>,
): Autoencoder<Input, readonly [Dim]> {
  return contractiveRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
