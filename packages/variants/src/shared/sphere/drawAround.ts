import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { withoutGradient } from '@autoencoder-zoo/core';
import { unit } from './vonMisesFisher.js';

/** The random numbers of draws. */
export interface DrawNoise {
  /** Uniform in [0, 1), `[rows, proposals, 3]`. */
  readonly proposals: tf.Tensor;
  /** Standard normal, `[rows, dim]`. */
  readonly tangent: tf.Tensor;
}

/**
 * Draws of von Mises-Fisher distributions by rejection sampling (Ulrich, "Computer generation of
 * distributions on the m-sphere", 1984; Wood 1994). The gradient is that of the accepted proposal.
 *
 * @param direction - Unit vectors, `[rows, dim]`, `dim` at least 2.
 * @param concentration - Above 0, `[rows, 1]`.
 * @returns Draws `z`, `[rows, dim]`, and `gap`, one less their cosine with the
 * direction, `[rows, 1]`.
 */
export function drawAround(
  direction: tf.Tensor,
  concentration: tf.Tensor,
  noise: DrawNoise,
): { readonly z: tf.Tensor; readonly gap: tf.Tensor } {
  const freedom = direction.shape[1]! - 1;
  const share = withoutGradient(() => acceptedShare(freedom, concentration, noise.proposals));
  const b = envelope(freedom, concentration);
  const scale = tf.div(2, tf.sub(1, tf.mul(tf.sub(1, b), share)));
  const gap = tf.mul(scale, tf.mul(b, share));
  const spread = withoutGradient(() => tf.sqrt(tf.mul(share, tf.sub(1, share))));
  const distance = tf.mul(scale, tf.mul(tf.sqrt(b), spread));
  const across = (x: tf.Tensor) =>
    tf.sub(x, tf.mul(direction, tf.sum(tf.mul(x, direction), 1, true)));
  // Twice, as little may be left of what points almost in the direction itself.
  const tangent = unit(across(unit(across(noise.tangent))));
  const z = tf.add(tf.mul(direction, tf.sub(1, gap)), tf.mul(tangent, distance));
  return { z, gap };
}

/**
 * The first accepted proposal of each row, as a number in [0, 1] with a Beta
 * distribution, `[rows, 1]`.
 */
function acceptedShare(freedom: number, kappa: tf.Tensor, noise: tf.Tensor): tf.Tensor {
  const [radial, angle, threshold] = tf.split(noise, 3, 2).map((part) => tf.squeeze(part, [2]));
  // A coordinate of a point that is evenly spread over the sphere, from -1 to 1.
  const cosine = tf.cos(tf.mul(angle, 2 * Math.PI));
  const coordinate =
    freedom === 1 ? cosine : tf.mul(tf.sqrt(tf.sub(1, tf.pow(radial, 2 / (freedom - 1)))), cosine);
  const shares = tf.mul(tf.add(coordinate, 1), 0.5);
  const b = envelope(freedom, kappa);
  const a = tf.mul(tf.add(tf.add(tf.mul(kappa, 2), rootOf(freedom, kappa)), freedom), 0.25);
  const product = tf.mul(tf.mul(a, b), 2);
  const t = tf.div(product, tf.sub(1, tf.mul(tf.sub(1, b), shares)));
  const offset = tf.sub(tf.div(tf.mul(product, 2), tf.add(b, 1)), freedom * Math.log(freedom));
  const logChance = tf.add(tf.sub(tf.mul(tf.log(t), freedom), t), offset);
  const accepted = tf.greaterEqual(logChance, tf.log(threshold));
  const first = tf.argMax(tf.cast(accepted, 'float32'), 1);
  const chosen = tf.cast(tf.oneHot(first, noise.shape[1]!), 'float32');
  return tf.sum(tf.mul(shares, chosen), 1, true);
}

/** The parameter b of Ulrich's envelope, without its difference of large numbers. */
const envelope = (freedom: number, kappa: tf.Tensor): tf.Tensor =>
  tf.div(freedom, tf.add(tf.mul(kappa, 2), rootOf(freedom, kappa)));

const rootOf = (freedom: number, kappa: tf.Tensor): tf.Tensor =>
  tf.sqrt(tf.add(tf.square(tf.mul(kappa, 2)), freedom ** 2));
