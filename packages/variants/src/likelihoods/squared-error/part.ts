import * as tf from '@tensorflow/tfjs-core';
import { defineLikelihood, type Likelihood, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';

const part = defineLikelihood({
  name: 'squaredError@1',
  options: z.strictObject({}),
  build: () => ({
    parametersPerValue: 1,
    elements: (output, target) => tf.squaredDifference(output, target),
    mean: (output) => output,
    parametersOf: (mean) => [mean],
  }),
});

/**
 * The squared error `(output - target)^2`, summed over features: not halved, and not averaged over
 * them.
 */
export const squaredErrorLikelihood: PartFactory<Likelihood, []> = part;
