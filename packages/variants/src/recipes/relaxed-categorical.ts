import {
  anneal,
  autoencoder,
  positive,
  positiveInteger,
  scheduled,
  weight,
  type Autoencoder,
  type Scheduled,
  type Shape,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { relaxedCategoricalCode } from '../codes/relaxed-categorical/part.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { denseRecipeOptions, type DenseRecipeOptions } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/** Options of {@link relaxedCategorical}. */
export interface RelaxedCategoricalOptions<
  Input extends Shape = Shape,
  Variables extends number = number,
  Classes extends number = number,
> extends Omit<Partial<DenseRecipeOptions<Input, number>>, 'latentDim'> {
  readonly input: Input;
  /** Categorical variables in a code. Default 20. */
  readonly variables?: Variables;
  /** Classes of each variable, at least 2. Default 10. */
  readonly classes?: Classes;
  /** Temperature of the relaxation, above 0. Default: from 1 to 0.5 over 7000 steps, by equal factors. */
  readonly temperature?: Scheduled;
  /** Whether the decoder sees ones and zeros in training, too. Default false. */
  readonly straightThrough?: boolean;
  /** Weight of the KL term; a number or made by `warmUp`. Default 1. */
  readonly beta?: Weight;
}

const denseOptions = z
  .strictObject(denseRecipeOptions({ hidden: [400], likelihood: 'bernoulli' }))
  .omit({ latentDim: true });

/** Recipe of {@link relaxedCategorical}. */
export const relaxedCategoricalRecipe = defineRecipe({
  name: 'relaxedCategorical',
  summary: 'A code of choices among classes, trained through a relaxation',
  options: z.strictObject({
    ...denseOptions.shape,
    variables: positiveInteger.default(20).describe('categorical variables in a code'),
    classes: positiveInteger.min(2).default(10).describe('classes of each variable'),
    temperature: scheduled(positive)
      .default(anneal(0.5, { from: 1, steps: 7000, curve: 'exponential' }))
      .describe('temperature of the relaxation'),
    straightThrough: z
      .boolean()
      .default(false)
      .describe('the decoder sees ones and zeros in training, too'),
    beta: weight.default(1).describe('weight of the KL term'),
  }),
  build({ input, hidden, activation, initialiser, likelihood, scaling, seed, ...code }) {
    return autoencoder({
      input,
      encoder: denseEncoder({ hidden, activation, initialiser }),
      code: relaxedCategoricalCode({ ...code, initialiser }),
      decoder: denseDecoder({ hidden: hidden.toReversed(), activation, initialiser }),
      likelihood: likelihoodOf(likelihood),
      scaling,
      seed,
    });
  },
});

/**
 * A variational autoencoder whose code is of categorical variables, trained through the Gumbel-softmax
 * relaxation (Jang, Gu & Poole, "Categorical Reparameterization with Gumbel-Softmax", 2017; Maddison, Mnih
 * & Teh, "The Concrete Distribution", 2017). By default 784-400-[20, 10] on `[784]` with cross-entropy.
 * `encode` gives the probabilities of the classes.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * const model = relaxedCategorical({ input: [784], variables: 20, classes: 10 });
 * await fit(model, train, { epochs: 20 });
 * const digits = await model.sample(64);
 * ```
 */
export function relaxedCategorical<
  const Input extends Shape,
  const Variables extends number = 20,
  const Classes extends number = 10,
>(
  options: RelaxedCategoricalOptions<Input, Variables, Classes>,
): Autoencoder<Input, readonly [Variables, Classes]> {
  return relaxedCategoricalRecipe.make(options) as unknown as Autoencoder<
    Input,
    readonly [Variables, Classes]
  >;
}
