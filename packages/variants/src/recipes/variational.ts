import {
  autoencoder,
  weight,
  type Autoencoder,
  type Shape,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { denseRecipeOptions, type DenseRecipeOptions } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { gaussianCode } from '../codes/gaussian/part.js';

/** Options of {@link variational}. */
export interface VariationalOptions<
  Input extends Shape = Shape,
  Dim extends number = number,
> extends Partial<DenseRecipeOptions<Input, Dim>> {
  readonly input: Input;
  /** Weight of the KL term; a number or made by `warmUp`. Default 1. */
  readonly beta?: Weight;
  /** Whether the code's variance is `'predicted'` for each sample (default) or one that is `'learned'`. */
  readonly codeVariance?: 'predicted' | 'learned';
}

/** Recipe of {@link variational}. */
export const variationalRecipe = defineRecipe({
  name: 'variational',
  summary: 'A code that is a distribution, from which new samples are drawn',
  options: z.strictObject({
    ...denseRecipeOptions({ hidden: [400], latentDim: 20, likelihood: 'bernoulli' }),
    beta: weight.default(1).describe('weight of the KL term'),
    codeVariance: z
      .enum(['predicted', 'learned'])
      .default('predicted')
      .describe('variance of the code: for each sample, or one for all'),
  }),
  build({ input, latentDim, hidden, activation, initialiser, beta, ...rest }) {
    return autoencoder({
      input,
      encoder: denseEncoder({ hidden, activation, initialiser }),
      code: gaussianCode({ dim: latentDim, beta, variance: rest.codeVariance, initialiser }),
      decoder: denseDecoder({ hidden: hidden.toReversed(), activation, initialiser }),
      likelihood: likelihoodOf(rest.likelihood),
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * A variational autoencoder (Kingma & Welling, "Auto-Encoding Variational Bayes", 2014; Rezende et
 * al. 2014): the code is a normal distribution, trained by the evidence lower bound. By default
 * 784-400-20 on `[784]` with cross-entropy. Without hidden layers, with `likelihood: 'gaussianLearned'`
 * and `codeVariance: 'learned'` its optimum is probabilistic PCA (Lucas et al., "Don't Blame the ELBO!",
 * 2019).
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * const model = variational({ input: [784], hidden: [400], latentDim: 20 });
 * await fit(model, train, { epochs: 10 });
 * const digits = await model.sample(64);
 * ```
 */
export function variational<const Input extends Shape, const Dim extends number = 20>(
  options: VariationalOptions<Input, Dim>,
): Autoencoder<Input, readonly [Dim]> {
  return variationalRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
