import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context } from '@autoencoder-zoo/core';
import { denseLayer } from '../dense/layer.js';
import type { ConditionalStep, StepSizes } from './flow.js';

/** Added to what is divided by or taken the logarithm of; far below what float32 tells apart. */
const tiny = 1e-12;

/**
 * Planar flow (Rezende & Mohamed, "Variational Inference with Normalizing Flows", 2015):
 * `z + u tanh(w . z + b)` with `u`, `w` and `b` from the features. It squeezes and stretches
 * codes along `u` around a plane. It is invertible where `w . u >= -1`, so `u` gives way along
 * `w` until `w . u = softplus - 1`, as in their appendix.
 */
export function planarStep(
  context: Context,
  { dim, features, initialiser }: StepSizes,
): ConditionalStep {
  const layer = denseLayer(context, 'parameters', features, 2 * dim + 1, {
    activation: 'linear',
    initialiser,
  });
  return (x, perDraw) => {
    const [free, w, b] = tf.split(perDraw(layer.apply(x)), [dim, dim, 1], 1);
    const product = tf.sum(tf.mul(w, free), 1, true);
    // One more than the product of w and u once u has given way.
    const stretch = tf.softplus(product);
    const missing = tf.sub(tf.sub(stretch, 1), product);
    const squared = tf.add(tf.sum(tf.square(w), 1, true), tiny);
    const u = tf.add(free, tf.mul(w, tf.div(missing, squared)));
    return (z) => {
      const height = tf.tanh(tf.add(tf.sum(tf.mul(w, z), 1, true), b));
      const squares = tf.square(height);
      // 1 + slope (w . u) with slope = 1 - height^2, as a sum of positive numbers.
      const determinant = tf.add(squares, tf.mul(tf.sub(1, squares), stretch));
      return {
        z: tf.add(z, tf.mul(u, height)),
        logDeterminant: tf.squeeze(tf.log(tf.add(determinant, tiny)), [1]),
      };
    };
  };
}
