import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context } from '@autoencoder-zoo/core';
import { denseLayer } from '../dense/layer.js';
import type { ConditionalStep, StepSizes } from './flow.js';

/** Added to squared distances and to widths: a square root has no slope at 0. */
const tiny = 1e-12;

/**
 * Radial flow (Rezende & Mohamed, "Variational Inference with Normalizing Flows", 2015):
 * `z + beta (z - centre) / (alpha + |z - centre|)` with `alpha > 0`, `beta >= -alpha` and the
 * centre from the features. It pushes codes away from a point or draws them to it.
 */
export function radialStep(
  context: Context,
  { dim, features, initialiser }: StepSizes,
): ConditionalStep {
  const layer = denseLayer(context, 'parameters', features, dim + 2, {
    activation: 'linear',
    initialiser,
  });
  return (x, perDraw) => {
    const [centre, ...sums] = tf.split(perDraw(layer.apply(x)), [dim, 1, 1], 1);
    const [alpha, excess] = sums.map((sum) => tf.add(tf.softplus(sum), tiny));
    return (z) => {
      const apart = tf.sub(z, centre);
      const distance = tf.sqrt(tf.add(tf.sum(tf.square(apart), 1, true), tiny));
      const width = tf.add(alpha, distance);
      // With beta = excess - alpha, 1 + beta / width, without a difference of near numbers.
      const across = tf.div(tf.add(distance, excess), width);
      // The same along the radius: 1 + beta alpha / width^2.
      const squared = tf.mul(distance, tf.add(width, alpha));
      const along = tf.div(tf.add(squared, tf.mul(excess, alpha)), tf.square(width));
      const logs = tf.add(tf.mul(tf.log(across), dim - 1), tf.log(along));
      return {
        z: tf.add(centre, tf.mul(apart, across)),
        logDeterminant: tf.squeeze(logs, [1]),
      };
    };
  };
}
