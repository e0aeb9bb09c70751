import { positiveInteger, weight } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { gaussianCode } from '../codes/gaussian/part.js';
import { factor as factorPenalty } from '../penalties/factor/part.js';
import { denseOptions, denseParts } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A FactorVAE (Kim & Mnih, "Disentangling by Factorising", 2018): a variational autoencoder beside
 * which a critic learns how much the numbers of the code depend on each other, and the encoder to
 * make that little. `betaTotalCorrelation` does the same without a critic. By default 784-400-10 on
 * `[784]` with cross-entropy, the critic 10-256-256-1.
 *
 * @example
 * ```ts
 * const model = factor({ input: [784], latentDim: 10, correlationWeight: 10 });
 * const optimiser = { model: adam(), critic: adam({ learningRate: 0.0001 }) };
 * await fit(model, train, { epochs: 20, optimiser });
 * ```
 */
export const factor = defineRecipe({
  name: 'factor',
  family: 'variational',
  summary: 'A code whose numbers a critic presses towards being independent of each other',
  suits:
    'For those who want independent numbers of a code where batches are too small for `betaTotalCorrelation`.',
  avoid:
    'Not before that one has been tried, since a critic beside the model has to keep pace with it and takes settings of its own.',
  paper: 'Kim & Mnih, "Disentangling by Factorising", 2018',
  latentDim: 10,
  options: {
    ...denseOptions({ hidden: [400], likelihood: 'bernoulli' }),
    critic: z
      .array(positiveInteger)
      .default([256, 256])
      .describe('units of the layers of the critic'),
    correlationWeight: weight
      .default(10)
      .describe('weight of the total correlation: gamma of the paper'),
  },
  parts: ({ latentDim, initialiser, critic, correlationWeight, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: gaussianCode({ dim: latentDim, initialiser }),
    likelihood: likelihoodOf(likelihood),
    penalties: [factorPenalty({ hidden: critic, weight: correlationWeight })],
  }),
});
