import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context, Frame } from '@autoencoder-zoo/core';

/** Share of the past in running averages. */
const decay = 0.9;
/** Added to variances, so that none is 0. */
const epsilon = 1e-5;

/**
 * Normalises each channel, the last axis, to a mean and a deviation that are learned
 * (Ioffe & Szegedy, "Batch Normalization", 2015). A step of training takes mean and
 * variance of its batch, and moves running averages by a tenth towards them, which
 * hold elsewhere, also where `only` leaves the part out of training.
 */
export function batchNormalisation(context: Context, channels: number) {
  const scale = context.variable('scale', [channels], 'ones');
  const offset = context.variable('offset', [channels], 'zeros');
  const mean = context.state('mean', [channels], 'zeros');
  const variance = context.state('variance', [channels], 'ones');
  const move = (frame: Frame, average: tf.Variable, now: tf.Tensor) => {
    frame.set(average, tf.add(tf.mul(average, decay), tf.mul(now, 1 - decay)));
  };
  const scaled = (x: tf.Tensor, centre: tf.Tensor, spread: tf.Tensor) =>
    tf.add(tf.mul(tf.sub(x, centre), tf.mul(scale, tf.rsqrt(tf.add(spread, epsilon)))), offset);
  return (x: tf.Tensor, frame: Frame): tf.Tensor => {
    if (!frame.changes(mean)) return scaled(x, mean, variance);
    const rows = tf.reshape(x, [-1, channels]);
    const [count] = rows.shape;
    const centre = tf.mean(rows, 0);
    const spread = tf.mean(tf.square(tf.sub(rows, centre)), 0);
    move(frame, mean, centre);
    // Of all data, whose variance is a little larger than that of a batch around its own mean.
    move(frame, variance, tf.mul(spread, count / Math.max(count - 1, 1)));
    return scaled(x, centre, spread);
  };
}
