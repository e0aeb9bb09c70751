import { weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { activityL2 } from '../penalties/activity-l2/part.js';
import { gradientPenalty } from '../penalties/gradient-penalty/part.js';
import { weightDecay } from '../penalties/weight-decay/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A regularised autoencoder (Ghosh et al., "From Variational to Deterministic Autoencoders", 2020):
 * what the noise of a variational autoencoder does to its decoder is done by a penalty, on its
 * weights (RAE-L2) or its gradient (RAE-GP), and the code is held near the origin. Samples are
 * drawn once a prior has been fitted to the codes. By default RAE-L2, 784-256-16 on `[784]` with
 * the squared error.
 *
 * @example
 * ```ts
 * const model = regularised({ input: [784], decoder: 'gradient' });
 * await fit(model, train, { epochs: 20 });
 * const withSamples = await withPrior(model, gaussianMixture({ components: 10 }), train);
 * const digits = await withSamples.sample(64);
 * ```
 */
export const regularised = defineRecipe({
  name: 'regularised',
  family: 'dense',
  summary: 'A plain code and a smooth decoder, to draw from once a prior is fitted',
  suits:
    'For those who want new samples from a plain autoencoder with clear reconstructions, by a prior that is fitted after training.',
  avoid: 'Not for a likelihood, nor if samples are to be had without a second step.',
  paper: 'Ghosh et al., "From Variational to Deterministic Autoencoders", 2020',
  latentDim: 16,
  options: {
    ...denseOptions({ hidden: [256], likelihood: 'squaredError' }),
    activityWeight: weight.default(1e-3).describe('weight of half the squared codes'),
    decoder: z
      .enum(['weights', 'gradient'])
      .default('weights')
      .describe('what is kept small: weights of the decoder (L2), or its gradient (GP)'),
    decoderWeight: weight.default(1e-4).describe('weight of that'),
  },
  parts: ({ latentDim, initialiser, likelihood, activityWeight, decoder, ...rest }) => ({
    ...denseParts({ initialiser, hidden: rest.hidden, activation: rest.activation }),
    code: deterministicCode({ dim: latentDim, initialiser }),
    likelihood: likelihoodOf(likelihood),
    penalties: [
      activityL2({ weight: activityWeight }),
      decoder === 'weights'
        ? weightDecay({ weight: rest.decoderWeight, only: ['decoder'] })
        : gradientPenalty({ weight: rest.decoderWeight }),
    ],
  }),
});
