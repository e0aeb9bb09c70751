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
import { activityL1 } from '../penalties/activity-l1/part.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { denseRecipeOptions, type DenseRecipeOptions } from '../shared/recipes/denseOptions.js';

/** Options of {@link overComplete}. */
export interface OverCompleteOptions<
  Input extends Shape = Shape,
  Dim extends number = number,
> extends Partial<DenseRecipeOptions<Input, Dim>> {
  readonly input: Input;
  /** Weight of the sum of absolute code values. Default 0.01. */
  readonly activityWeight?: Weight;
}

/** Recipe of {@link overComplete}. */
export const overCompleteRecipe = defineRecipe({
  name: 'overComplete',
  summary: 'A code larger than its input, kept sparse by an L1 penalty',
  options: z.strictObject({
    ...denseRecipeOptions({ hidden: [], latentDim: 1024, likelihood: 'squaredError' }),
    activityWeight: weight.default(0.01).describe('weight of the sum of absolute code values'),
  }),
  build({ input, latentDim, hidden, activation, initialiser, activityWeight, ...rest }) {
    return autoencoder({
      input,
      encoder: denseEncoder({ hidden, activation, initialiser }),
      code: deterministicCode({ dim: latentDim, activation: 'relu', initialiser }),
      decoder: denseDecoder({ hidden: hidden.toReversed(), activation, initialiser }),
      likelihood: likelihoodOf(rest.likelihood),
      penalties: [activityL1({ weight: activityWeight })],
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * An over-complete autoencoder: the code is larger than the input, and an L1 penalty on its
 * rectified units leaves only a few of them active for each sample, so that it learns a dictionary
 * instead of a copy (Olshausen & Field 1997; Ranzato et al. 2007). By default 784-1024 on `[784]`.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export function overComplete<const Input extends Shape, const Dim extends number = 1024>(
  options: OverCompleteOptions<Input, Dim>,
): Autoencoder<Input, readonly [Dim]> {
  return overCompleteRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
