import { positiveInteger, weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministic/part.js';
import { adversarial as adversarialPenalty } from '../penalties/adversarial/part.js';
import { standardNormal } from '../priors/standard-normal/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * An adversarial autoencoder (Makhzani et al., "Adversarial Autoencoders", 2016): a
 * deterministic code, and a critic that learns to tell codes from draws of a standard
 * normal prior while the encoder learns to fool it, so that codes of all samples together
 * fill the prior and new samples can be drawn. One optimiser trains both; each can have
 * its own. By default 784-256-8 on `[784]` with cross-entropy, the critic 8-128-128-1.
 *
 * @example
 * ```ts
 * const model = adversarial({ input: [784], latentDim: 8 });
 * await fit(model, train, { epochs: 20 });
 * const digits = await model.sample(64);
 * const critic = { optimiser: adam({ learningRate: 0.0005 }), every: 2 };
 * const optimiser = { model: adam(), critic };
 * await fit(adversarial({ input: [784] }), train, { epochs: 20, optimiser });
 * ```
 */
export const adversarial = defineRecipe({
  name: 'adversarial',
  family: 'adversarial',
  summary: 'A code that a critic presses towards a distribution, from which new samples are drawn',
  suits:
    'For those who draw new samples and want to choose the prior freely: only draws of it are needed, no density.',
  avoid:
    'Not if you want a likelihood or a training that settles by itself: two players have to keep pace with each other.',
  paper: 'Makhzani et al., "Adversarial Autoencoders", 2016',
  latentDim: 8,
  options: {
    ...denseOptions({ hidden: [256], likelihood: 'bernoulli' }),
    critic: z
      .array(positiveInteger)
      .default([128, 128])
      .describe('units of the layers of the critic'),
    adversarialWeight: weight
      .default(10)
      .describe('weight of the term by which the encoder fools the critic'),
  },
  parts({ latentDim, initialiser, critic, adversarialWeight, likelihood, ...layers }) {
    return {
      ...denseParts({ initialiser, ...layers }),
      code: deterministicCode({ dim: latentDim, initialiser }),
      prior: standardNormal(),
      likelihood: likelihoodOf(likelihood),
      penalties: [adversarialPenalty({ hidden: critic, weight: adversarialWeight })],
    };
  },
});
