import { deterministicCode } from '../codes/deterministic/part.js';
import { gruDecoder } from '../decoders/gru/part.js';
import { gruEncoder } from '../encoders/gru/part.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { recurrentOptions, sequence } from '../shared/recipes/recurrentOptions.js';

/**
 * A GRU autoencoder for sequences of equal or unequal length: as `lstm`, with three quarters of the
 * weights and of the time (Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder
 * for Statistical Machine Translation", 2014). By default 128 units and a code of 32 numbers.
 *
 * @example
 * ```ts
 * const model = gru({ input: [140, 1], units: 64, latentDim: 8, scaling: 'standard' });
 * ```
 */
export const gru = defineRecipe({
  name: 'gru',
  family: 'recurrent',
  summary: 'Sequences through GRU cells, to a code and back',
  suits:
    'For those who have sequences, also of unequal length, and want the codes of `lstm` with fewer weights and in less time.',
  avoid:
    'Not for sequences of many hundreds of steps, which one code hardly holds, nor for images.',
  paper:
    'Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder for Statistical Machine Translation", 2014',
  latentDim: 32,
  input: sequence,
  options: recurrentOptions,
  parts: ({ latentDim, likelihood, decoderInput, reverse, ...stack }) => ({
    encoder: gruEncoder(stack),
    code: deterministicCode({ dim: latentDim }),
    decoder: gruDecoder({ ...stack, input: decoderInput, reverse }),
    likelihood: likelihoodOf(likelihood),
  }),
});
