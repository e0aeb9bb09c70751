import { autoencoder, type Autoencoder } from '@autoencoder-zoo/core';
import { deterministicCode } from '../codes/deterministic/part.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { gruDecoder } from '../decoders/gru/part.js';
import { gruEncoder } from '../encoders/gru/part.js';
import {
  recurrentRecipeOptions,
  type RecurrentRecipeOptions,
} from '../shared/recipes/recurrentOptions.js';

export type { RecurrentRecipeOptions as GruOptions } from '../shared/recipes/recurrentOptions.js';

/** Recipe of {@link gru}. */
export const gruRecipe = defineRecipe({
  name: 'gru',
  summary: 'Sequences through GRU cells, to a code and back',
  options: recurrentRecipeOptions,
  build({ input, latentDim, units, layers, bidirectional, decoderInput, reverse, ...rest }) {
    return autoencoder({
      input,
      encoder: gruEncoder({ units, layers, bidirectional }),
      code: deterministicCode({ dim: latentDim }),
      decoder: gruDecoder({ units, layers, bidirectional, input: decoderInput, reverse }),
      likelihood: likelihoodOf(rest.likelihood),
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * A GRU autoencoder for sequences of equal or unequal length: as `lstm`, with three quarters of the
 * weights and of the time (Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder for
 * Statistical Machine Translation", 2014). By default 128 units and a code of 32 numbers.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * const model = gru({ input: [140, 1], units: 64, latentDim: 8, scaling: 'standard' });
 * ```
 */
export function gru<
  const Input extends readonly [steps: number, channels: number],
  const Dim extends number = 32,
>(options: RecurrentRecipeOptions<Input, Dim>): Autoencoder<Input, readonly [Dim]> {
  return gruRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
