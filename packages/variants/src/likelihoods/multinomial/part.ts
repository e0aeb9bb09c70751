import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { softmaxCrossEntropy } from '@autoencoder-zoo/engine';
import { definePart, type Likelihood, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Stands for the mean count of what none of the data has. */
const rarest = 1e-6;

const part = definePart({
  kind: 'likelihood',
  name: 'multinomial@1',
  options: z.strictObject({}),
  build: () => ({
    independent: true,
    parametersPerValue: 1,
    support: [0, Infinity],
    meanReadsTarget: true,
    elements(logits, target) {
      const terms = tf.mul(flat(target), tf.logSoftmax(flat(logits)));
      return tf.reshape(tf.neg(terms), target.shape);
    },
    total(logits, target) {
      const draws = logits.shape[0] / target.shape[0];
      return softmaxCrossEntropy(flat(logits), repeated(flat(target), draws));
    },
    mean(logits, target) {
      const shares = tf.softmax(flat(logits));
      const expected = target ? tf.mul(shares, tf.sum(flat(target), 1, true)) : shares;
      return tf.reshape(expected, logits.shape);
    },
    parametersOf: (mean) => [Math.log(Math.max(mean, rarest))],
  }),
});

/**
 * Counts of things that were drawn one by one, such as the words of a document: the term is
 * `-sum(count log(share))` in nats, without the binomial coefficients, which do not depend on
 * the model. The shares of all values of a sample sum to 1, and the decoder gives their logits.
 * Where a sample is reconstructed the expected output is its counts, shares times their sum;
 * where a code is decoded without one (`decode`, `sample`, `decoder.onnx`), it is the shares.
 * Targets are 0 or more and need not be integers, so counts can be weighted. For word counts
 * Hinton & Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006, and
 * Liang et al., "Variational Autoencoders for Collaborative Filtering", 2018.
 */
export const multinomialLikelihood: PartFactory<Likelihood, []> = part;

function flat(x: tf.Tensor): tf.Tensor2D {
  return tf.reshape(x, [x.shape[0], x.size / x.shape[0]]);
}

/** Each row for all draws of its sample, which stand side by side. */
function repeated(target: tf.Tensor2D, draws: number): tf.Tensor2D {
  if (draws === 1) return target;
  const [samples, values] = target.shape;
  const tiled = tf.tile(tf.reshape(target, [samples, 1, values]), [1, draws, 1]);
  return tf.reshape(tiled, [samples * draws, values]);
}
