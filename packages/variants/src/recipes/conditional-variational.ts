import {
  autoencoder,
  positiveInteger,
  weight,
  type Autoencoder,
  type Shape,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { gaussianCode } from '../codes/gaussian/part.js';
import { conditionalDecoder } from '../decoders/conditional/part.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { conditionalEncoder } from '../encoders/conditional/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { denseRecipeOptions, type DenseRecipeOptions } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/** Options of {@link conditionalVariational}. */
export interface ConditionalVariationalOptions<
  Input extends Shape = Shape,
  Dim extends number = number,
> extends Partial<DenseRecipeOptions<Input, Dim>> {
  readonly input: Input;
  /** How many classes the labels are of; they go from 0 to one less. */
  readonly classes: number;
  /** Weight of the KL term; a number or made by `warmUp`. Default 1. */
  readonly beta?: Weight;
}

/** Recipe of {@link conditionalVariational}. */
export const conditionalVariationalRecipe = defineRecipe({
  name: 'conditionalVariational',
  summary: 'A variational autoencoder that is told labels: new samples of a chosen class',
  options: z.strictObject({
    ...denseRecipeOptions({ hidden: [400], latentDim: 20, likelihood: 'bernoulli' }),
    classes: positiveInteger.describe('how many classes the labels are of'),
    beta: weight.default(1).describe('weight of the KL term'),
  }),
  build({ input, classes, latentDim, hidden, activation, initialiser, beta, ...rest }) {
    const decoder = denseDecoder({ hidden: hidden.toReversed(), activation, initialiser });
    return autoencoder({
      input,
      encoder: conditionalEncoder({
        of: denseEncoder({ hidden, activation, initialiser }),
        classes,
      }),
      code: gaussianCode({ dim: latentDim, beta, initialiser }),
      decoder: conditionalDecoder({ of: decoder, classes }),
      likelihood: likelihoodOf(rest.likelihood),
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * A conditional variational autoencoder (Sohn, Lee & Yan, "Learning Structured Output Representation using Deep
 * Conditional Generative Models", 2015): encoder and decoder are told the label of each sample, so that the code
 * holds the rest, such as the hand that wrote a digit. It is trained on a `Dataset` with `labels`. The prior of
 * the code is a standard normal one for all classes, the simpler one of the paper. By default 784-400-20 on
 * `[784]` with cross-entropy.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * const model = conditionalVariational({ input: [784], classes: 10 });
 * await fit(model, train, { epochs: 10 });
 * const threes = await model.sample(8, { beside: { label: 3 } });
 * ```
 */
export function conditionalVariational<const Input extends Shape, const Dim extends number = 20>(
  options: ConditionalVariationalOptions<Input, Dim>,
): Autoencoder<Input, readonly [Dim]> {
  return conditionalVariationalRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
