import * as tf from '@autoencoder-zoo/engine/tensorflow';

/** The same values, through which no gradient passes. */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  return withoutGradient(() => tf.clone(x));
}

/**
 * Computes something through which no gradient passes: choices of the nearest,
 * averages that are kept.
 */
export function withoutGradient<T extends tf.Tensor>(compute: () => T): T {
  // What a function with its own gradient does inside is not recorded, and this one has no inputs.
  return tf.customGrad(() => ({ value: compute(), gradFunc: () => [] }))();
}
