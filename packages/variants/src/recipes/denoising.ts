import { OptionsError, positive, rate, type Corruption } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { gaussianNoise } from '../corruptions/gaussian-noise/part.js';
import { masking } from '../corruptions/masking/part.js';
import { saltAndPepper } from '../corruptions/salt-and-pepper/part.js';
import { activation } from '../shared/dense/activation.js';
import { denseOptions, denseParts, tied } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A denoising autoencoder: it sees a damaged input and is asked for the clean one, so
 * that it learns the directions in which the data varies instead of a copy (Vincent et
 * al., "Extracting and Composing Robust Features with Denoising Autoencoders", 2008). By
 * default 784-512 on `[784]`, masking 30 %, cross-entropy. Sigmoid units and tied weights
 * make it the layer of a stack (Vincent et al., "Stacked Denoising Autoencoders", 2010).
 */
export const denoising = defineRecipe({
  name: 'denoising',
  family: 'denoising',
  summary: 'Gives back the clean input from a damaged one',
  suits: 'For those who have damaged data to repair, or want robust features from clean data.',
  avoid: 'Not for compression or for new samples: the code is wide and has no prior.',
  paper:
    'Vincent et al., "Extracting and Composing Robust Features with Denoising Autoencoders", 2008',
  latentDim: 512,
  options: {
    ...denseOptions({ hidden: [], likelihood: 'bernoulli' }),
    codeActivation: activation.default('relu').describe('after the code layer'),
    tied: tied.default(false),
    noise: z
      .enum(['masking', 'gaussian', 'saltAndPepper'])
      .default('masking')
      .describe('what damages the input'),
    rate: rate.optional().describe('share of values hit by masking or salt and pepper (0.3)'),
    deviation: positive.optional().describe('standard deviation of gaussian noise (0.3)'),
  },
  parts: ({ latentDim, initialiser, codeActivation, likelihood, noise, ...rest }) => ({
    corruption: corruptionOf(noise, rest.rate, rest.deviation),
    ...denseParts({ initialiser, ...rest }),
    code: deterministicCode({ dim: latentDim, activation: codeActivation, initialiser }),
    likelihood: likelihoodOf(likelihood),
  }),
});

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
