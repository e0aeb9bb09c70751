import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { normal, type Context } from '@autoencoder-zoo/core';

/**
 * Declares a vector for each token, standard normal at first as PyTorch's, and looks up
 * `[rows, ..., numbers]`: their vectors side by side, `[rows, ..., numbers * dim]`.
 */
export function embeddingTable(context: Context, tokens: number, dim: number) {
  const table = context.variable('embedding', [tokens, dim], normal);
  return (numbers: tf.Tensor): tf.Tensor => {
    const { shape } = numbers;
    const vectors = tf.gather(table, tf.cast(tf.reshape(numbers, [numbers.size]), 'int32'));
    return tf.reshape(vectors, [...shape.slice(0, -1), shape.at(-1)! * dim]);
  };
}
