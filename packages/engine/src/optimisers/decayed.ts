import * as tf from '#tensorflow';

/** The gradient of a loss with an L2 penalty; without one the gradient itself, at no cost. */
export function decayed(
  gradient: tf.Tensor,
  weights: tf.Tensor,
  weightDecay: number | tf.Scalar,
): tf.Tensor {
  return weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(weights, weightDecay));
}
