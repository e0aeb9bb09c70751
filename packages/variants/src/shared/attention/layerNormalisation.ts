import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context } from '@autoencoder-zoo/core';

/** Added to variances, so that none is 0. */
const epsilon = 1e-5;

/**
 * Normalises each vector along the last axis by itself to mean 0 and deviation 1, and then to a
 * mean and deviation for each of its numbers that are learned (Ba, Kiros & Hinton, "Layer
 * Normalization", 2016).
 */
export function layerNormalisation(
  context: Context,
  width: number,
): <T extends tf.Tensor>(x: T) => T {
  const scale = context.variable('scale', [width], 'ones');
  const offset = context.variable('offset', [width], 'zeros');
  return <T extends tf.Tensor>(x: T): T => {
    const centred: T = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const normal: T = tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(normal, scale), offset);
  };
}
