import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Shape } from '@autoencoder-zoo/core';

/** The shape with `more` places on its last axis. */
export const widened = (shape: Shape, more: number): Shape => [
  ...shape.slice(0, -1),
  shape.at(-1)! + more,
];

/**
 * Values beside others on their last axis, the same at each place of the axes between:
 * beside the numbers of a vector, the channels of each step or of each pixel.
 *
 * @param x - `[rows, ..., n]`.
 * @param values - `[rows, more]`.
 * @returns `[rows, ..., n + more]`.
 */
export function joinLast(x: tf.Tensor, values: tf.Tensor): tf.Tensor {
  const [rows, more] = values.shape as [number, number];
  const between = x.shape.slice(1, -1);
  const single = tf.reshape(values, [rows, ...between.map(() => 1), more]);
  return tf.concat([x, tf.tile(single, [1, ...between, 1])], -1);
}
