import { weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { gaussianCode } from '../codes/gaussian/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A variational autoencoder (Kingma & Welling, "Auto-Encoding Variational Bayes",
 * 2014; Rezende et al. 2014): the code is a normal distribution, trained by the
 * evidence lower bound. By default 784-400-20 on `[784]` with cross-entropy. Without
 * hidden layers, with `likelihood: 'gaussianLearned'` and `codeVariance: 'learned'`
 * its optimum is probabilistic PCA (Lucas et al., "Don't Blame the ELBO!", 2019).
 *
 * @example
 * ```ts
 * const model = variational({ input: [784], hidden: [400], latentDim: 20 });
 * await fit(model, train, { epochs: 10 });
 * const digits = await model.sample(64);
 * ```
 */
export const variational = defineRecipe({
  name: 'variational',
  family: 'variational',
  summary: 'A code that is a distribution, from which new samples are drawn',
  suits:
    'For those who want new samples, a smooth code, or a bound of the likelihood of each sample.',
  avoid:
    'Not for the sharpest reconstructions: draws of the code blur them, and units that are not worth their KL term fall idle.',
  paper: 'Kingma & Welling, "Auto-Encoding Variational Bayes", 2014',
  latentDim: 20,
  options: {
    ...denseOptions({ hidden: [400], likelihood: 'bernoulli' }),
    beta: weight.default(1).describe('weight of the KL term'),
    codeVariance: z
      .enum(['predicted', 'learned'])
      .default('predicted')
      .describe('variance of the code: for each sample, or one for all'),
  },
  parts: ({ latentDim, initialiser, beta, codeVariance, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: gaussianCode({ dim: latentDim, beta, variance: codeVariance, initialiser }),
    likelihood: likelihoodOf(likelihood),
  }),
});
