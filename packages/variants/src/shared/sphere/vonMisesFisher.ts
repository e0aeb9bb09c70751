import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { key, stopGradient } from '@autoencoder-zoo/core';
import { concentrationOf } from './bessel.js';

/**
 * Distribution on the unit sphere around a direction, with the density
 * `C exp(kappa direction . z)`.
 */
export interface VonMisesFisher {
  /** Unit vectors, `[batch, dim]`. */
  readonly direction: tf.Tensor;
  /** Kappa, above 0, `[batch, 1]`. */
  readonly concentration: tf.Tensor;
}

/** The distribution of codes on the unit sphere. */
export const vonMisesFisher = key<VonMisesFisher>('vonMisesFisher');

/**
 * Divergence from the uniform distribution on the sphere, `[rows]`, of concentrations `[rows, 1]`.
 */
export function divergenceFromUniform(dim: number, concentration: tf.Tensor): tf.Tensor {
  const { divergence, slope } = concentrationOf(dim, concentration);
  const rate = tf.mul(stopGradient(concentration), slope);
  return tf.squeeze(withSlope(divergence, rate, concentration), [1]);
}

/**
 * Log density of draws, `[rows]`.
 *
 * @param concentration - `[rows, 1]`.
 * @param gap - One less the cosine between draw and direction, `[rows, 1]`.
 */
export function logDensityAt(dim: number, concentration: tf.Tensor, gap: tf.Tensor): tf.Tensor {
  const { divergence, complement } = concentrationOf(dim, concentration);
  const atDirection = tf.add(divergence, tf.mul(stopGradient(concentration), complement));
  const logRatio = tf.sub(
    withSlope(atDirection, complement, concentration),
    tf.mul(concentration, gap),
  );
  return tf.sub(tf.squeeze(logRatio, [1]), logArea(dim));
}

/** Logarithm of the area of the unit sphere in a space of `dim` dimensions. */
export function logArea(dim: number): number {
  if (dim < 3) return Math.log(dim === 1 ? 2 : 2 * Math.PI);
  return logArea(dim - 2) + Math.log((2 * Math.PI) / (dim - 2));
}

/** Vectors along the last axis with length 1. */
export function unit(x: tf.Tensor): tf.Tensor {
  return tf.div(x, tf.sqrt(tf.add(tf.sum(tf.square(x), -1, true), 1e-20)));
}

/** A value that is known with its derivative by `x`; neither is differentiated itself. */
function withSlope(value: tf.Tensor, slope: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.add(value, tf.mul(slope, tf.sub(x, stopGradient(x))));
}
