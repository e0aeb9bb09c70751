import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sigmoidCrossEntropy, summedSigmoidCrossEntropy } from '@autoencoder-zoo/engine';
import { definePart, type Likelihood, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';

/** A value that is 0, or 1, in all of the data has no odds: these stand for them. */
const rarest = 0.001;

const part = definePart({
  kind: 'likelihood',
  name: 'bernoulli@1',
  options: z.strictObject({}),
  build: () => ({
    independent: true,
    parametersPerValue: 1,
    support: [0, 1],
    elements: (logits, target) => sigmoidCrossEntropy(logits, target),
    total: (logits, target) => summedSigmoidCrossEntropy(flat(logits), flat(target)),
    mean: (logits) => tf.sigmoid(logits),
    parametersOf: (mean) => [logOdds(Math.min(Math.max(mean, rarest), 1 - rarest))],
  }),
});

/**
 * Each value is the probability of a one: the term is the cross-entropy between target and output,
 * in nats. The decoder gives logits. Targets lie in [0, 1]; values between the ends (grey pixels)
 * are taken as probabilities themselves, as is usual for MNIST.
 */
export const bernoulliLikelihood: PartFactory<Likelihood, []> = part;

function flat(x: tf.Tensor): tf.Tensor2D {
  return tf.reshape(x, [x.shape[0], x.size / x.shape[0]]);
}

function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability));
}
