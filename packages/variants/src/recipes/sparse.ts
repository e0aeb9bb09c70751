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
import { sparsity } from '../penalties/sparsity/part.js';
import { weightDecay } from '../penalties/weight-decay/part.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { activation, type Activation } from '../shared/dense/activation.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { denseRecipeOptions, type DenseRecipeOptions } from '../shared/recipes/denseOptions.js';

/** Options of {@link sparse}. */
export interface SparseOptions<
  Input extends Shape = Shape,
  Dim extends number = number,
> extends Partial<DenseRecipeOptions<Input, Dim>> {
  readonly input: Input;
  /** After the last layer of the decoder. Default `'linear'`. */
  readonly outputActivation?: Activation;
  /** Average activation wanted of each unit, between 0 and 1. Default 0.1. */
  readonly rho?: number;
  /** Weight of the divergence from it. Default 3. */
  readonly sparsityWeight?: Weight;
  /** Weight of half the squared kernels. Default 0.003. */
  readonly weightDecay?: Weight;
}

/** Recipe of {@link sparse}. */
export const sparseRecipe = defineRecipe({
  name: 'sparse',
  summary: 'Sigmoid units which are each active for few samples',
  options: z.strictObject({
    ...denseRecipeOptions({ hidden: [], latentDim: 200, likelihood: 'squaredError' }),
    outputActivation: activation.default('linear').describe('after the last layer of the decoder'),
    rho: z.number().gt(0).lt(1).default(0.1).describe('average activation wanted of each unit'),
    sparsityWeight: weight.default(3).describe('weight of the divergence from it'),
    weightDecay: weight.default(3e-3).describe('weight of half the squared kernels'),
  }),
  build({ input, latentDim, hidden, activation, initialiser, ...rest }) {
    return autoencoder({
      input,
      encoder: denseEncoder({ hidden, activation, initialiser }),
      code: deterministicCode({ dim: latentDim, activation: 'sigmoid', initialiser }),
      decoder: denseDecoder({
        hidden: hidden.toReversed(),
        activation,
        outputActivation: rest.outputActivation,
        initialiser,
      }),
      likelihood: likelihoodOf(rest.likelihood),
      penalties: [
        sparsity({ rho: rest.rho, weight: rest.sparsityWeight }),
        weightDecay({ weight: rest.weightDecay }),
      ],
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * A sparse autoencoder in the sense of Ng ("Sparse autoencoder", 2011): sigmoid units whose average
 * activation is pressed towards `rho`. By default 784-200 on `[784]`, rho 0.1, weight 3, weight
 * decay 0.003.
 *
 * Ng halves the squared error, which is what `likelihood: 'gaussian'` does (but for a constant): with it and
 * `outputActivation: 'sigmoid'` the loss is his.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export function sparse<const Input extends Shape, const Dim extends number = 200>(
  options: SparseOptions<Input, Dim>,
): Autoencoder<Input, readonly [Dim]> {
  return sparseRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
