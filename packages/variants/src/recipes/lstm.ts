import { deterministicCode } from '../codes/deterministic/part.js';
import { lstmDecoder } from '../decoders/lstm/part.js';
import { lstmEncoder } from '../encoders/lstm/part.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { recurrentOptions, sequence } from '../shared/recipes/recurrentOptions.js';

/**
 * An LSTM autoencoder for sequences of equal or unequal length (Srivastava et al., "Unsupervised
 * Learning of Video Representations using LSTMs", 2015). By default 128 units and a code of 32
 * numbers.
 *
 * @example
 * ```ts
 * const model = lstm({ input: [140, 1], units: 64, latentDim: 8, scaling: 'standard' });
 * ```
 */
export const lstm = defineRecipe({
  name: 'lstm',
  family: 'recurrent',
  summary: 'Sequences through LSTM cells, to a code and back',
  suits:
    'For those who have sequences, also of unequal length, to compress, to compare, or to search for anomalies.',
  avoid:
    'Not for sequences of many hundreds of steps, which one code hardly holds, nor where `gru` does the same in less time.',
  paper:
    'Hochreiter & Schmidhuber, "Long Short-Term Memory", 1997; Srivastava et al., "Unsupervised Learning of Video Representations using LSTMs", 2015',
  latentDim: 32,
  input: sequence,
  options: recurrentOptions,
  parts: ({ latentDim, likelihood, decoderInput, reverse, ...stack }) => ({
    encoder: lstmEncoder(stack),
    code: deterministicCode({ dim: latentDim }),
    decoder: lstmDecoder({ ...stack, input: decoderInput, reverse }),
    likelihood: likelihoodOf(likelihood),
  }),
});
