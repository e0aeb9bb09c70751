import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { stopGradient } from '@autoencoder-zoo/core';

/** What follows from a concentration kappa; constants for gradients. */
export interface Concentration {
  /** `A = I_{dim/2}(kappa) / I_{dim/2-1}(kappa)`: the mean cosine between draws and direction. */
  readonly ratio: tf.Tensor;
  /** `1 - A`. */
  readonly complement: tf.Tensor;
  /** `dA / dkappa`. */
  readonly slope: tf.Tensor;
  /** `kappa A - integral of A from 0 to kappa`, the divergence from the uniform distribution. */
  readonly divergence: tf.Tensor;
}

/**
 * By so many orders above the one asked for, the expansion for large orders is exact to float32.
 */
const steps = 6;

/**
 * Ratios of modified Bessel functions, `I_{dim/2}` to `I_{dim/2-1}`, and what depends
 * on them, in the shape of `kappa`. Relative errors in float32, for dimensions from 2
 * and any concentration: some 1e-7 for the ratio, 1e-5 for complement and slope; the
 * divergence is off by some 5e-5, or 1e-5 of itself.
 *
 * The uniform expansion for large orders (Olver; Abramowitz & Stegun 9.7.7) gives the
 * ratio at an order a little higher, from which `A_{v-1} = kappa / (2 v + kappa A_v)`
 * leads down to the one asked for. Complement and slope go the same way by forms of
 * their own, as differences of ratios near 1 would lose all digits.
 */
export function concentrationOf(dim: number, kappa: tf.Tensor): Concentration {
  const k = stopGradient(kappa);
  const order = dim / 2 - 1 + steps;
  const start = atLargeOrder(order, k);
  let { ratio, complement, slope } = start;
  let rest = start.rest;
  for (let step = 0; step < steps; step++) {
    const twice = 2 * (order - step);
    const excess = tf.mul(k, ratio);
    const denominator = tf.add(excess, twice);
    rest = tf.sub(rest, tf.log1p(tf.div(excess, twice)));
    ratio = tf.div(k, denominator);
    complement = tf.div(tf.sub(twice, tf.mul(k, complement)), denominator);
    slope = tf.div(tf.sub(twice, tf.mul(tf.square(k), slope)), tf.square(denominator));
  }
  return { ratio, complement, slope, divergence: tf.sub(rest, tf.mul(k, complement)) };
}

/**
 * The ratio `I_{order+1} / I_order` with complement and slope, and
 * `kappa - log(I_order / kappa^order)`, less its value at 0.
 */
function atLargeOrder(order: number, k: tf.Tensor) {
  const squared = tf.square(k);
  const root = tf.sqrt(tf.add(squared, order ** 2));
  const t = tf.div(1, root);
  const q = tf.square(tf.mul(t, order));
  const sum = tf.add(root, order);
  /** `root - order`. */
  const above = tf.div(squared, sum);

  const correction = tf.mul(
    tf.square(t),
    polynomial(t, [0.5, polynomial(q, [1, -5], 8), polynomial(q, [1, -12, 15], 8)]),
  );
  const bend = tf.mul(
    tf.square(tf.mul(k, tf.square(t))),
    polynomial(t, [1, polynomial(q, [3, -25], 8), polynomial(q, [1, -18, 30], 2)]),
  );
  const series = tf.mul(
    t,
    polynomial(
      t,
      expansion.map(([c, d]) => polynomial(q, c, d)),
    ),
  );
  const atZero = expansion.reduce(
    (total, [c, d], i) => total + c.reduce((a, b) => a + b) / d / order ** (i + 1),
    0,
  );
  const logs = [
    tf.mul(tf.log1p(tf.div(above, 2 * order)), order),
    tf.mul(tf.log1p(tf.div(above, order)), 0.5),
    tf.neg(tf.log1p(tf.div(tf.sub(series, atZero), 1 + atZero))),
  ];
  const further = tf.add(root, k);
  return {
    ratio: tf.sub(tf.div(k, sum), tf.mul(k, correction)),
    complement: tf.add(
      tf.div(tf.mul(tf.add(tf.div(order, further), 1), order), sum),
      tf.mul(k, correction),
    ),
    slope: tf.add(tf.sub(tf.div(tf.mul(t, order), sum), correction), bend),
    /** `kappa - root + order` and the logarithms. */
    rest: logs.reduce((a, b) => tf.add(a, b), tf.div(tf.mul(tf.add(k, above), order), further)),
  };
}

/**
 * Numerators of the polynomials `u_1`, `u_2`, `u_3` in `q`, without their power of t,
 * and denominators.
 */
const expansion: readonly (readonly [readonly number[], number])[] = [
  [[3, -5], 24],
  [[81, -462, 385], 1152],
  [[30375, -369603, 765765, -425425], 414720],
];

/** `(c_0 + c_1 x + c_2 x^2 + ...) / divisor`. */
function polynomial(
  x: tf.Tensor,
  coefficients: readonly (tf.Tensor | number)[],
  divisor = 1,
): tf.Tensor {
  const [last, ...lower] = coefficients.toReversed();
  const scaled = (c: tf.Tensor | number) => (typeof c === 'number' ? c / divisor : c);
  return lower.reduce<tf.Tensor>(
    (sum, c) => tf.add(tf.mul(sum, x), scaled(c)),
    tf.add(tf.zerosLike(x), scaled(last)),
  );
}
