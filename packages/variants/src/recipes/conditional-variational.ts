import { positiveInteger, weight } from '@autoencoder-zoo/core';
import { gaussianCode } from '../codes/gaussian/part.js';
import { conditionalDecoder } from '../decoders/conditional/part.js';
import { conditionalEncoder } from '../encoders/conditional/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A conditional variational autoencoder (Sohn, Lee & Yan, "Learning Structured Output
 * Representation using Deep Conditional Generative Models", 2015): encoder and decoder are told
 * the label of each sample, so that the code holds the rest, such as the hand that wrote a digit.
 * It is trained on a `Dataset` with `labels`. The prior of the code is a standard normal one for
 * all classes, the simpler one of the paper. By default 784-400-20 on `[784]` with cross-entropy.
 *
 * @example
 * ```ts
 * const model = conditionalVariational({ input: [784], classes: 10 });
 * await fit(model, train, { epochs: 10 });
 * const threes = await model.sample(8, { beside: { label: 3 } });
 * ```
 */
export const conditionalVariational = defineRecipe({
  name: 'conditionalVariational',
  family: 'variational',
  summary: 'A variational autoencoder that is told labels: new samples of a chosen class',
  suits:
    'For those who have labels and want new samples of a chosen class, or codes that hold what the class leaves open.',
  avoid:
    'Not without a label for each sample, nor to predict labels: it reads them and does not guess them.',
  paper:
    'Sohn, Lee & Yan, "Learning Structured Output Representation using Deep Conditional Generative Models", 2015',
  latentDim: 20,
  options: {
    ...denseOptions({ hidden: [400], likelihood: 'bernoulli' }),
    classes: positiveInteger.describe('how many classes the labels are of, from 0 on'),
    beta: weight.default(1).describe('weight of the KL term'),
  },
  parts({ latentDim, initialiser, classes, beta, likelihood, ...layers }) {
    const { encoder, decoder } = denseParts({ initialiser, ...layers });
    return {
      encoder: conditionalEncoder({ of: encoder, classes }),
      code: gaussianCode({ dim: latentDim, beta, initialiser }),
      decoder: conditionalDecoder({ of: decoder, classes }),
      likelihood: likelihoodOf(likelihood),
    };
  },
});
