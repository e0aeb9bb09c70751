import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { key, withoutGradient } from '@autoencoder-zoo/core';

/** The units of a code on a batch, before the choice which of them a sample has. */
export interface Units {
  /** `[batch, units]`. */
  readonly values: tf.Tensor2D;
  /** Ones for the units that no sample has had for long, `[units]`. */
  readonly dead: tf.Tensor1D;
}

/** What a code that chooses among its units leaves on a batch. */
export const units = key<Units>('units');

/**
 * The `k` largest values of each row `[rows, units]`, and zeros elsewhere. Values that
 * are equal to the smallest of them are kept, too. Gradients pass through what is kept.
 */
export function largest(values: tf.Tensor2D, k: number): tf.Tensor2D {
  const kept = withoutGradient(() => {
    const least = tf.min(tf.topk(values, k).values, 1, true);
    return tf.cast(tf.greaterEqual(values, least), 'float32');
  });
  return tf.mul(values, kept);
}
