import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { bernoulli, withoutGradient, type Context, type Frame } from '@autoencoder-zoo/core';

/** Length of a step along a direction, as a share of the length of where it is made. */
const share = 0.01;
const shortest = 0.01;

/**
 * Declares an estimate of the squared Frobenius norm of a function's Jacobian at each row, by
 * Hutchinson's way: for random signs `v`, the mean of `|J v|^2` is the norm. `J v` is taken from
 * the function's values at two points near the row, so that the function can be anything.
 *
 * @param size - Numbers in a row.
 * @param probes - Directions for each row: the error falls with their root. Each takes the function
 * two more rows.
 * @returns For a function of any number of rows, and rows `[rows, ...]`: `[rows]`.
 */
export function estimatedJacobian(
  context: Context,
  size: number,
  probes: number,
  per: 'sample' | 'draw',
) {
  const site = context.noise('probes', [probes, size], bernoulli(0.5), { per });
  return (compute: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor, frame: Frame): tf.Tensor1D => {
    const [rows, ...shape] = x.shape as [number, ...number[]];
    const flat = tf.reshape(x, [rows, 1, size]);
    const step = withoutGradient(() => {
      const length = tf.sqrt(tf.sum(tf.square(flat), 2, true));
      return tf.maximum(tf.mul(length, share), shortest);
    });
    const signs = tf.sub(tf.mul(frame.noise(site), 2), 1);
    const offsets = tf.mul(signs, tf.div(step, Math.sqrt(size)));
    const around = tf.concat([tf.add(flat, offsets), tf.sub(flat, offsets)]);
    const values = compute(tf.reshape(around, [2 * rows * probes, ...shape]));
    const [ahead, behind] = tf.split(tf.reshape(values, [2, rows, -1]), 2) as [
      tf.Tensor,
      tf.Tensor,
    ];
    const squares = tf.sum(tf.square(tf.sub(ahead, behind)), 2);
    const scale = tf.div(size / (4 * probes), tf.square(tf.reshape(step, [rows])));
    return tf.mul(tf.reshape(squares, [rows]), scale);
  };
}
