import * as tf from '@autoencoder-zoo/engine/tensorflow';

/**
 * Each row `times` times, side by side: `[rows, ...]` to `[rows * times, ...]`. The
 * gradient of a row is the sum over its copies.
 */
export function repeatRows<T extends tf.Tensor>(x: T, times: number): T {
  if (times === 1) return x;
  const [rows, ...shape] = x.shape as [number, ...number[]];
  const size = x.size / rows;
  const repeat = tf.customGrad((single) => ({
    value: tf.reshape(tf.tile(tf.reshape(single as tf.Tensor, [rows, 1, size]), [1, times, 1]), [
      rows * times,
      ...shape,
    ]),
    gradFunc: (gradient: tf.Tensor) =>
      tf.reshape(tf.sum(tf.reshape(gradient, [rows, times, size]), 1), x.shape),
  }));
  return repeat(x) as T;
}
