import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Frame } from '@autoencoder-zoo/core';

/**
 * Squared errors of rows, summed over their values: `[rows]`. Steps that are not
 * there do not count.
 *
 * @param target - `[rows, ...target]`.
 * @param given - As many values of each row.
 */
export function squaredErrors(
  target: tf.Tensor,
  given: tf.Tensor,
  { mask, perDraw }: Pick<Frame, 'mask' | 'perDraw'>,
): tf.Tensor {
  const squares = tf.squaredDifference(target, tf.reshape(given, target.shape));
  const [rows, steps] = squares.shape;
  const perStep = tf.sum(tf.reshape(squares, [rows, mask ? steps : 1, -1]), 2);
  return tf.sum(mask ? tf.mul(perStep, perDraw(mask)) : perStep, 1);
}
