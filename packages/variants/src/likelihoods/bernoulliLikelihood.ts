import * as tf from '@tensorflow/tfjs-core';
import { sigmoidCrossEntropy, summedSigmoidCrossEntropy } from '@autoencoder-zoo/engine';
import { defineLikelihood, type Likelihood, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';

const part = defineLikelihood({
  name: 'bernoulli@1',
  options: z.strictObject({}),
  build: () => ({
    parametersPerValue: 1,
    support: [0, 1],
    elements: (logits, target) => sigmoidCrossEntropy(logits, target),
    total: (logits, target) => summedSigmoidCrossEntropy(flat(logits), flat(target)),
    mean: (logits) => tf.sigmoid(logits),
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
