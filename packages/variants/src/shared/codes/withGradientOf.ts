import * as tf from '@autoencoder-zoo/engine/tensorflow';

/**
 * The value of one tensor with the gradient of another, of the same shape: past a choice or a
 * draw, straight through (Bengio, Léonard & Courville, "Estimating or Propagating Gradients
 * Through Stochastic Neurons for Conditional Computation", 2013).
 */
export function withGradientOf<T extends tf.Tensor>(differentiable: T, value: tf.Tensor): T {
  return tf.customGrad(() => ({ value: tf.clone(value) as T, gradFunc: (dy: T) => dy }))(
    differentiable,
  );
}
