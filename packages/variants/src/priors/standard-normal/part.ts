import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, normal, type PartFactory, type Prior } from '@autoencoder-zoo/core';
import { z } from 'zod';

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
      divergence: ({ moments }) => moments && divergence(moments.mean, moments.logVariance),
    };
  },
});

/**
 * Codes of independent standard normal numbers, the prior of a gaussian code unless
 * another is chosen (Kingma & Welling, "Auto-Encoding Variational Bayes", 2014). The
 * divergence of a normal distribution from it is known in closed form.
 */
export const standardNormal: PartFactory<Prior, []> = part;

/** KL of N(mean, exp(logVariance)) from N(0, 1) at each place of the code, `[batch, ...code]`. */
function divergence(mean: tf.Tensor, logVariance: tf.Tensor): tf.Tensor {
  const excess = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));
  return tf.mul(excess, 0.5);
}
