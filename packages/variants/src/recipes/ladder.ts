import { positiveInteger, weight } from '@autoencoder-zoo/core';
import { ladderCode } from '../codes/ladder/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A variational autoencoder with two stochastic layers, the upper one of which says what to
 * expect in the lower one (Sønderby et al., "Ladder Variational Autoencoders", 2016; here
 * without batch normalisation). By default 784-512-64 with 32 numbers above on `[784]` with
 * cross-entropy. With `beta: anneal(1, { epochs })` the upper layer stays in use.
 *
 * @example
 * ```ts
 * const model = ladder({ input: [784], latentDim: 64, upperDim: 32 });
 * await fit(model, train, { epochs: 20 });
 * const digits = await model.sample(64);
 * ```
 */
export const ladder = defineRecipe({
  name: 'ladder',
  family: 'variational',
  summary: 'Two layers of codes that are distributions, one above the other',
  suits:
    'For those who want coarse and fine properties of samples in two layers of one generative model.',
  avoid:
    'Not before `variational` has been tried: it has more to set, and its upper layer falls idle without annealing.',
  paper: 'Sønderby et al., "Ladder Variational Autoencoders", 2016',
  latentDim: 64,
  options: {
    ...denseOptions({ hidden: [512], likelihood: 'bernoulli' }),
    upperDim: positiveInteger.default(32).describe('numbers in the upper layer'),
    units: positiveInteger.default(256).describe('units between the two layers of the code'),
    beta: weight.default(1).describe('weight of the KL term'),
  },
  parts: ({ latentDim, upperDim, units, initialiser, beta, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: ladderCode({ dim: latentDim, upper: upperDim, units, beta, initialiser }),
    likelihood: likelihoodOf(likelihood),
  }),
});
