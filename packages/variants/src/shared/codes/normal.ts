import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { key, type Moments } from '@autoencoder-zoo/core';

/** Draws `mean + deviation * epsilon`, in the shape of the mean. */
export function drawFrom({ mean, logVariance }: Moments, epsilon: tf.Tensor): tf.Tensor {
  return tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), epsilon));
}

/** Log density of `[rows, dim]` under normal distributions of that shape: `[rows]`. */
export function logDensityOf(z: tf.Tensor, { mean, logVariance }: Moments): tf.Tensor {
  const squares = tf.div(tf.square(tf.sub(z, mean)), tf.exp(logVariance));
  const elements = tf.add(tf.add(squares, logVariance), Math.log(2 * Math.PI));
  return tf.mul(tf.sum(elements, 1), -0.5);
}

/** Divergence of normal distributions `q` from others at each place, `[rows, dim]`. */
export function divergenceBetween(q: Moments, p: Moments): tf.Tensor {
  const difference = tf.sub(q.logVariance, p.logVariance);
  const squares = tf.div(tf.square(tf.sub(q.mean, p.mean)), tf.exp(p.logVariance));
  const elements = tf.sub(tf.add(squares, tf.exp(difference)), tf.add(difference, 1));
  return tf.mul(elements, 0.5);
}

/** A normal distribution with covariances, of which its divergence from a standard one is made. */
export interface CorrelatedMoments {
  /** `[batch, dim]`. */
  readonly mean: tf.Tensor;
  /** The variance of each number, `[batch, dim]`. */
  readonly variance: tf.Tensor;
  /** Logarithms of the diagonal of the triangular factor of the covariance, `[batch, dim]`. */
  readonly logDiagonal: tf.Tensor;
}

/** What a code with covariances leaves for its prior. */
export const correlatedMoments = key<CorrelatedMoments>('correlatedMoments');

/**
 * Log density, `[rows]`, of draws `[rows, dim]` that were made of standard normal noise.
 *
 * @param logVariance - Sum of the log variances of the numbers of each draw, `[rows]`.
 */
export function logDensityOfDraws(noise: tf.Tensor, logVariance: tf.Tensor): tf.Tensor {
  const squares = tf.add(tf.sum(tf.square(noise), 1), logVariance);
  return tf.mul(tf.add(squares, noise.shape[1]! * Math.log(2 * Math.PI)), -0.5);
}
