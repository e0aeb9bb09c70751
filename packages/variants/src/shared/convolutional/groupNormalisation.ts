import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context } from '@autoencoder-zoo/core';

/** Added to variances, so that none is 0. */
const epsilon = 1e-5;

/**
 * Normalises the channels, the last axis, of each sample by itself, in groups (Wu & He, "Group
 * Normalization", 2018), to a mean and a deviation of each channel that are learned. One group is
 * layer normalisation (Ba, Kiros & Hinton, 2016).
 *
 * @param groups - Divides `channels`.
 */
export function groupNormalisation(context: Context, channels: number, groups: number) {
  const scale = context.variable('scale', [channels], 'ones');
  const offset = context.variable('offset', [channels], 'zeros');
  return (x: tf.Tensor): tf.Tensor => {
    const parts = tf.reshape(x, [x.shape[0], -1, groups, channels / groups]);
    const centred = tf.sub(parts, tf.mean(parts, [1, 3], true));
    const variance = tf.mean(tf.square(centred), [1, 3], true);
    const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(tf.reshape(normal, x.shape), scale), offset);
  };
}
