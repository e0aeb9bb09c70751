import { weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { discrepancy } from '../penalties/discrepancy/part.js';
import { standardNormal } from '../priors/standard-normal/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A Wasserstein autoencoder of the kind WAE-MMD (Tolstikhin, Bousquet, Gelly & Schoelkopf,
 * "Wasserstein Auto-Encoders", 2018): a deterministic code, and the codes of all samples together
 * pressed towards a standard normal prior by their maximum mean discrepancy, so that new samples
 * can be drawn. The kind WAE-GAN is `adversarial` with `likelihood: 'squaredError'`. By default
 * 784-256-8 on `[784]` with the squared error. Batches of 100 and more suit it.
 *
 * @example
 * ```ts
 * const model = wasserstein({ input: [784], latentDim: 8 });
 * await fit(model, train, { epochs: 20 });
 * const digits = await model.sample(64);
 * ```
 */
export const wasserstein = defineRecipe({
  name: 'wasserstein',
  family: 'wasserstein',
  summary: 'A code whose distribution is held near a prior by comparing draws of both',
  suits:
    'For those who want new samples and clearer reconstructions than `variational` gives, without a critic.',
  avoid: 'Not with small batches, whose estimate of the distance is noisy, nor for a likelihood.',
  paper: 'Tolstikhin et al., "Wasserstein Auto-Encoders", 2018',
  latentDim: 8,
  options: {
    ...denseOptions({ hidden: [256], likelihood: 'squaredError' }),
    discrepancyWeight: weight
      .default(10)
      .describe('weight of the maximum mean discrepancy from the prior'),
    kernel: z
      .enum(['inverseMultiquadratic', 'gaussian'])
      .default('inverseMultiquadratic')
      .describe('how alike two codes at a distance are'),
  },
  parts: ({ latentDim, initialiser, discrepancyWeight, kernel, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: deterministicCode({ dim: latentDim, initialiser }),
    prior: standardNormal(),
    likelihood: likelihoodOf(likelihood),
    penalties: [discrepancy({ weight: discrepancyWeight, kernel })],
  }),
});
