import { positiveInteger, weight } from '@autoencoder-zoo/core';
import { deterministicCode } from '../codes/deterministic/part.js';
import { slicedWasserstein as slicedWassersteinPenalty } from '../penalties/sliced-wasserstein/part.js';
import { standardNormal } from '../priors/standard-normal/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A sliced Wasserstein autoencoder (Kolouri, Pope, Martin & Rohde, "Sliced Wasserstein
 * Auto-Encoders", 2019): a deterministic code, and the codes of all samples together pressed
 * towards a standard normal prior by their distance along random directions, so that new samples
 * can be drawn. By default 784-256-8 on `[784]` with the squared error.
 *
 * @example
 * ```ts
 * const model = slicedWasserstein({ input: [784], latentDim: 8 });
 * await fit(model, train, { epochs: 20 });
 * const digits = await model.sample(64);
 * ```
 */
export const slicedWasserstein = defineRecipe({
  name: 'slicedWasserstein',
  family: 'wasserstein',
  summary: 'A code whose distribution is held near a prior along random directions',
  suits:
    'For those who want new samples and clear reconstructions, and have no wish to choose a kernel.',
  avoid:
    'Not for codes of many numbers, of which random directions see little, nor for a likelihood.',
  paper: 'Kolouri et al., "Sliced Wasserstein Auto-Encoders", 2019',
  latentDim: 8,
  options: {
    ...denseOptions({ hidden: [256], likelihood: 'squaredError' }),
    distanceWeight: weight.default(10).describe('weight of the distance from the prior'),
    projections: positiveInteger.default(50).describe('random directions at each step'),
  },
  parts: ({ latentDim, initialiser, distanceWeight, projections, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: deterministicCode({ dim: latentDim, initialiser }),
    prior: standardNormal(),
    likelihood: likelihoodOf(likelihood),
    penalties: [slicedWassersteinPenalty({ weight: distanceWeight, projections })],
  }),
});
