import * as tf from '@autoencoder-zoo/engine/tensorflow';

/** Components of a mixture of normal distributions. */
export interface Components {
  /** `[components]`. */
  readonly logWeights: tf.Tensor;
  /** `[components, size]`. */
  readonly logDeviations: tf.Tensor;
}

/**
 * Logarithms of the density of points under each component of a mixture of normal distributions,
 * times its weight.
 *
 * @param residuals - How far each point is from what each component expects,
 * independent of each other within it: `[components, rows, size]`.
 * @returns `[components, rows]`.
 */
export function componentLogDensities(
  residuals: tf.Tensor,
  { logWeights, logDeviations }: Components,
): tf.Tensor {
  const size = residuals.shape[2]!;
  const scaled = tf.mul(residuals, tf.exp(tf.neg(tf.expandDims(logDeviations, 1))));
  const factors = tf.sub(logWeights, tf.sum(logDeviations, 1));
  const densities = tf.sub(tf.expandDims(factors, 1), tf.mul(tf.sum(tf.square(scaled), 2), 0.5));
  return tf.sub(densities, (size / 2) * Math.log(2 * Math.PI));
}

/** As {@link componentLogDensities}, of all components together: `[rows]`. */
export function mixtureLogDensity(residuals: tf.Tensor, components: Components): tf.Tensor {
  return tf.logSumExp(componentLogDensities(residuals, components), 0);
}
