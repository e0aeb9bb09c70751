import * as tf from '#tensorflow';
import { sizeOf } from '../tensor.js';

/** Row sums of `values` [rows, width] by place: [count, width]. */
export function sumAt(values: tf.Tensor, places: tf.Tensor, count: number): tf.Tensor {
  const [rows, width] = values.shape;
  return tf.scatterND(tf.reshape(places, [rows, 1]), values, [count, width]);
}

/**
 * What becomes of the gradient of a choice along an axis, place `positions[i]` having
 * gone to place i.
 *
 * @param extent - Of the axis before the choice.
 */
export function spread(
  dy: tf.Tensor,
  axis: number,
  positions: readonly number[],
  extent: number,
): tf.Tensor {
  const [outer, inner] = [sizeOf(dy.shape.slice(0, axis)), sizeOf(dy.shape.slice(axis + 1))];
  const front = tf.transpose(tf.reshape(dy, [outer, positions.length, inner]), [1, 0, 2]);
  const rows = tf.reshape(front, [positions.length, outer * inner]);
  const sums = sumAt(rows, tf.tensor1d([...positions], 'int32'), extent);
  const back = tf.transpose(tf.reshape(sums, [extent, outer, inner]), [1, 0, 2]);
  return tf.reshape(back, dy.shape.with(axis, extent));
}
