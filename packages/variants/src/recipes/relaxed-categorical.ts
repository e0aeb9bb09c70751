import { anneal, positive, positiveInteger, scheduled, weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { relaxedCategoricalCode } from '../codes/relaxed-categorical/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A variational autoencoder whose code is of categorical variables, trained through the
 * Gumbel-softmax relaxation (Jang, Gu & Poole, "Categorical Reparameterization with
 * Gumbel-Softmax", 2017; Maddison, Mnih & Teh, "The Concrete Distribution", 2017). By default
 * 784-400-[20, 10] on `[784]` with cross-entropy. `encode` gives the probabilities of the classes.
 *
 * @example
 * ```ts
 * const model = relaxedCategorical({ input: [784], variables: 20, classes: 10 });
 * await fit(model, train, { epochs: 20 });
 * const digits = await model.sample(64);
 * ```
 */
export const relaxedCategorical = defineRecipe({
  name: 'relaxedCategorical',
  family: 'variational',
  summary: 'A code of choices among classes, trained through a relaxation',
  suits:
    'For those who want a code of choices, to be read as classes or symbols, and new samples from it.',
  avoid:
    'Not for fine shades, which choices hold badly, nor if you will not set a temperature and its course.',
  paper: 'Jang, Gu & Poole, "Categorical Reparameterization with Gumbel-Softmax", 2017',
  options: {
    ...denseOptions({ hidden: [400], likelihood: 'bernoulli' }),
    variables: positiveInteger.default(20).describe('categorical variables in a code'),
    classes: positiveInteger.min(2).default(10).describe('classes of each variable'),
    temperature: scheduled(positive)
      .default(anneal(0.5, { from: 1, steps: 7000, curve: 'exponential' }))
      .describe('temperature of the relaxation'),
    straightThrough: z
      .boolean()
      .default(false)
      .describe('whether the decoder sees ones and zeros in training, too'),
    beta: weight.default(1).describe('weight of the KL term'),
  },
  parts: ({ hidden, activation, initialiser, likelihood, ...code }) => ({
    ...denseParts({ hidden, activation, initialiser }),
    code: relaxedCategoricalCode({ ...code, initialiser }),
    likelihood: likelihoodOf(likelihood),
  }),
});
