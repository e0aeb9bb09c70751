import {
  autoencoder,
  OptionsError,
  positive,
  rate,
  type Autoencoder,
  type Corruption,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { activation, type Activation } from '../shared/dense/activation.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { denseRecipeOptions, type DenseRecipeOptions } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';
import { gaussianNoise } from '../corruptions/gaussian-noise/part.js';
import { masking } from '../corruptions/masking/part.js';
import { saltAndPepper } from '../corruptions/salt-and-pepper/part.js';

/** Options of {@link denoising}. */
export interface DenoisingOptions<
  Input extends Shape = Shape,
  Dim extends number = number,
> extends Partial<DenseRecipeOptions<Input, Dim>> {
  readonly input: Input;
  /** After the code's layer. Default `'relu'`. */
  readonly codeActivation?: Activation;
  /** Whether the decoder's kernels are the encoder's, transposed. Default false. */
  readonly tied?: boolean;
  /** What damages the input. Default `'masking'`. */
  readonly noise?: 'masking' | 'gaussian' | 'saltAndPepper';
  /** Share of values hit by masking or salt and pepper, 0 to 1. Default 0.3. */
  readonly rate?: number;
  /** Standard deviation of gaussian noise, above 0. Default 0.3. */
  readonly deviation?: number;
}

/** Recipe of {@link denoising}. */
export const denoisingRecipe = defineRecipe({
  name: 'denoising',
  summary: 'Gives back the clean input from a damaged one',
  options: z.strictObject({
    ...denseRecipeOptions({ hidden: [], latentDim: 512, likelihood: 'bernoulli' }),
    codeActivation: activation.default('relu').describe('after the code layer'),
    tied: z.boolean().default(false).describe('decoder kernels are the encoder ones, transposed'),
    noise: z
      .enum(['masking', 'gaussian', 'saltAndPepper'])
      .default('masking')
      .describe('what damages the input'),
    rate: rate.optional().describe('share of values hit by masking or salt and pepper (0.3)'),
    deviation: positive.optional().describe('standard deviation of gaussian noise (0.3)'),
  }),
  build({ input, latentDim, hidden, activation, initialiser, tied, noise, ...rest }) {
    return autoencoder({
      input,
      corruption: corruptionOf(noise, rest.rate, rest.deviation),
      encoder: denseEncoder({ hidden, activation, initialiser }),
      code: deterministicCode({ dim: latentDim, activation: rest.codeActivation, initialiser }),
      decoder: denseDecoder({
        hidden: tied ? [] : hidden.toReversed(),
        activation,
        initialiser,
        tied,
      }),
      likelihood: likelihoodOf(rest.likelihood),
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/** An option that this kind of noise would not read is an error rather than ignored. */
function corruptionOf(noise: string, rate?: number, deviation?: number): Corruption {
  const unread = noise === 'gaussian' ? { rate } : { deviation };
  for (const [name, value] of Object.entries(unread)) {
    if (value !== undefined) {
      throw new OptionsError(`denoising: option "${name}" has no effect with noise "${noise}"`);
    }
  }
  if (noise === 'gaussian') return gaussianNoise({ deviation: deviation ?? 0.3 });
  return noise === 'masking'
    ? masking({ rate: rate ?? 0.3 })
    : saltAndPepper({ rate: rate ?? 0.3 });
}

/**
 * A denoising autoencoder: it sees a damaged input and is asked for the clean one, so that it learns
 * the directions in which the data varies instead of a copy (Vincent et al., "Extracting and
 * Composing Robust Features with Denoising Autoencoders", 2008). By default 784-512 on `[784]`,
 * masking 30 %, cross-entropy. Sigmoid units and tied weights make it the layer of a stack (Vincent et al.,
 * "Stacked Denoising Autoencoders", 2010).
 *
 * @throws OptionsError for unknown or wrong options.
 */
export function denoising<const Input extends Shape, const Dim extends number = 512>(
  options: DenoisingOptions<Input, Dim>,
): Autoencoder<Input, readonly [Dim]> {
  return denoisingRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
