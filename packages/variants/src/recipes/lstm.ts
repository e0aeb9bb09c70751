import { autoencoder, type Autoencoder } from '@autoencoder-zoo/core';
import { deterministicCode } from '../codes/deterministic/part.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { lstmDecoder } from '../decoders/lstm/part.js';
import { lstmEncoder } from '../encoders/lstm/part.js';
import {
  recurrentRecipeOptions,
  type RecurrentRecipeOptions,
} from '../shared/recipes/recurrentOptions.js';

export type { RecurrentRecipeOptions as LstmOptions } from '../shared/recipes/recurrentOptions.js';

/** Recipe of {@link lstm}. */
export const lstmRecipe = defineRecipe({
  name: 'lstm',
  summary: 'Sequences through LSTM cells, to a code and back',
  options: recurrentRecipeOptions,
  build({ input, latentDim, units, layers, bidirectional, decoderInput, reverse, ...rest }) {
    return autoencoder({
      input,
      encoder: lstmEncoder({ units, layers, bidirectional }),
      code: deterministicCode({ dim: latentDim }),
      decoder: lstmDecoder({ units, layers, bidirectional, input: decoderInput, reverse }),
      likelihood: likelihoodOf(rest.likelihood),
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * An LSTM autoencoder for sequences of equal or unequal length (Srivastava et al., "Unsupervised
 * Learning of Video Representations using LSTMs", 2015). By default 128 units and a code of 32
 * numbers.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * const model = lstm({ input: [140, 1], units: 64, latentDim: 8, scaling: 'standard' });
 * ```
 */
export function lstm<
  const Input extends readonly [steps: number, channels: number],
  const Dim extends number = 32,
>(options: RecurrentRecipeOptions<Input, Dim>): Autoencoder<Input, readonly [Dim]> {
  return lstmRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
