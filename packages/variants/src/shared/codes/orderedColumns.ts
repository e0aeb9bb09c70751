import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { withoutGradient } from '@autoencoder-zoo/core';

/**
 * Each column of `[rows, columns]` in the order in which its `keys`, of the same shape, fall:
 * sorted if they are the values themselves, shuffled if they are random. Gradients pass to where
 * each value came from.
 *
 * @returns Transposed, `[columns, rows]`.
 */
export function orderedColumns(values: tf.Tensor2D, keys: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = values.shape;
  const places = withoutGradient(() => {
    const { indices } = tf.topk(tf.transpose(keys), rows);
    const starts = tf.mul(tf.range(0, columns, 1, 'int32'), rows);
    return tf.cast(tf.reshape(tf.add(indices, tf.expandDims(starts, 1)), [-1]), 'int32');
  });
  const all = tf.reshape(tf.transpose(values), [columns * rows]);
  return tf.reshape(tf.gather(all, places), [columns, rows]);
}
