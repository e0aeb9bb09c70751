import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, type Likelihood, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';

const part = definePart({
  kind: 'likelihood',
  name: 'squaredError@1',
  options: z.strictObject({}),
  build: () => ({
    independent: true,
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
