import { weight } from '@autoencoder-zoo/core';
import { vonMisesFisherCode } from '../codes/von-mises-fisher/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A variational autoencoder whose codes lie on the unit sphere, where no place is the middle
 * (Davidson et al., "Hyperspherical Variational Auto-Encoders", 2018): von Mises-Fisher
 * distributions, with the uniform one as their prior. By default 784-256-128-10 on `[784]`
 * with cross-entropy. `latentDim` is at least 2; the sphere has one dimension less.
 *
 * @example
 * ```ts
 * const model = hyperspherical({ input: [784], latentDim: 10 });
 * await fit(model, train, { epochs: 20 });
 * const digits = await model.sample(64);
 * ```
 */
export const hyperspherical = defineRecipe({
  name: 'hyperspherical',
  family: 'variational',
  summary: 'A code that is a distribution on the unit sphere',
  suits:
    'For those whose data have directions rather than a middle, and who compare codes by their angles.',
  avoid:
    'Not for codes of more than a few dozen numbers, where a normal code does better, nor if each number is to vary by itself.',
  paper: 'Davidson et al., "Hyperspherical Variational Auto-Encoders", 2018',
  latentDim: 10,
  options: {
    ...denseOptions({ hidden: [256, 128], likelihood: 'bernoulli' }),
    beta: weight.default(1).describe('weight of the KL term'),
  },
  parts: ({ latentDim, initialiser, beta, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: vonMisesFisherCode({ dim: latentDim, beta, initialiser }),
    likelihood: likelihoodOf(likelihood),
  }),
});
