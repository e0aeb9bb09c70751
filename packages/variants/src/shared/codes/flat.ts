import * as tf from '@autoencoder-zoo/engine/tensorflow';

/** `[rows, ...code]` to `[rows, numbers]`. */
export function flat(codes: tf.Tensor): tf.Tensor2D {
  const [rows] = codes.shape;
  return tf.reshape(codes, [rows, codes.size / rows]);
}
