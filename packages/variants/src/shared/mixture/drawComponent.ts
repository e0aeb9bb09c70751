import * as tf from '@autoencoder-zoo/engine/tensorflow';

/**
 * Chooses a component of a mixture for each row, by the inverse of its cumulative distribution.
 *
 * @param weights - Probabilities of the components, `[components]`.
 * @param uniform - Numbers in [0, 1), `[rows]`.
 * @returns Places of components, `[rows]`.
 */
export function drawComponent(weights: tf.Tensor, uniform: tf.Tensor): tf.Tensor1D {
  const upTo = tf.cumsum(weights);
  const passed = tf.greaterEqual(tf.expandDims(uniform, 1), tf.expandDims(upTo, 0));
  const place = tf.sum(tf.cast(passed, 'int32'), 1);
  // Rounded shares may sum to less than 1.
  return tf.minimum(place, tf.scalar(weights.size - 1, 'int32'));
}
