import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, normal, provided, type PartFactory, type Prior } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { correlatedMoments } from '../../shared/codes/normal.js';

const part = definePart({
  kind: 'prior',
  name: 'standardNormal@1',
  options: z.strictObject({}),
  build(_, context) {
    const site = context.noise('site', context.shapes.code, normal);
    return {
      independent: true,
      sample: (_rows, frame) => frame.noise(site),
      logDensity(z) {
        const flat = tf.reshape(z, [z.shape[0], -1]);
        const squares = tf.sum(tf.square(flat), 1);
        return tf.mul(tf.add(squares, flat.shape[1]! * Math.log(2 * Math.PI)), -0.5);
      },
      divergence({ moments, distribution }) {
        if (moments)
          return divergence(moments.mean, tf.exp(moments.logVariance), moments.logVariance);
        const known = provided(correlatedMoments, distribution);
        return known && divergence(known.mean, known.variance, tf.mul(known.logDiagonal, 2));
      },
    };
  },
});

/**
 * Codes of independent standard normal numbers, the prior of a gaussian code unless
 * another is chosen (Kingma & Welling, "Auto-Encoding Variational Bayes", 2014). The
 * divergence of a normal distribution from it is known in closed form, with covariances too.
 */
export const standardNormal: PartFactory<Prior, []> = part;

/**
 * KL of a normal distribution from N(0, 1) at each place of the code, `[batch, ...code]`.
 *
 * @param logs - Of what the determinant of the covariance is the product: variances, or the
 * squared diagonal of its triangular factor.
 */
function divergence(mean: tf.Tensor, variance: tf.Tensor, logs: tf.Tensor): tf.Tensor {
  const excess = tf.sub(tf.add(tf.square(mean), variance), tf.add(logs, 1));
  return tf.mul(excess, 0.5);
}
