import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { z } from 'zod';

/** The share of a standard normal distribution that lies below each number. */
const below = (x: tf.Tensor) => tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);

const functions = {
  linear: (x: tf.Tensor) => x,
  relu: (x: tf.Tensor) => tf.relu(x),
  leakyRelu: (x: tf.Tensor) => tf.leakyRelu(x, 0.01),
  elu: (x: tf.Tensor) => tf.elu(x),
  gelu: (x: tf.Tensor) => tf.mul(x, below(x)),
  selu: (x: tf.Tensor) => tf.selu(x),
  silu: (x: tf.Tensor) => tf.mul(x, tf.sigmoid(x)),
  sigmoid: (x: tf.Tensor) => tf.sigmoid(x),
  softplus: (x: tf.Tensor) => tf.softplus(x),
  tanh: (x: tf.Tensor) => tf.tanh(x),
} as const;

/**
 * Non-linearity of a layer: `linear` (none), `relu`, `leakyRelu` (slope 0.01), `elu`, `gelu` (x
 * times the share of a standard normal distribution below x), `selu`, `silu` (x times sigmoid x,
 * also called swish), `sigmoid`, `softplus` or `tanh`.
 */
export type Activation = keyof typeof functions;

/** Checks an {@link Activation}. */
export const activation = z.enum(Object.keys(functions) as [Activation, ...Activation[]]);

/**
 * Derivatives at `x`, where `y` is the activation; `undefined` where it is 1 for all. Penalties
 * differentiate them once more, so they consist of operations that have gradients: no comparisons.
 */
const derivatives: Readonly<
  Record<Activation, (y: tf.Tensor, x: tf.Tensor) => tf.Tensor | undefined>
> = {
  linear: () => undefined,
  relu: (y) => tf.step(y),
  leakyRelu: (y) => tf.step(y, 0.01),
  elu: (y) => tf.add(tf.minimum(y, 0), 1),
  gelu(_, x) {
    const density = tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return tf.add(below(x), tf.mul(x, density));
  },
  selu(y) {
    const below = seluScale * seluAlpha;
    const jump = tf.mul(tf.step(y), seluScale - below);
    return tf.add(tf.add(tf.minimum(y, 0), below), jump);
  },
  silu: (_, x) => {
    const gate = tf.sigmoid(x);
    return tf.mul(gate, tf.add(tf.mul(x, tf.sub(1, gate)), 1));
  },
  sigmoid: (y) => tf.mul(y, tf.sub(1, y)),
  softplus: (_, x) => tf.sigmoid(x),
  tanh: (y) => tf.sub(1, tf.square(y)),
};

/** The constants with which units keep mean 0 and variance 1 (Klambauer et al. 2017). */
const [seluScale, seluAlpha] = [1.0507009873554805, 1.6732632423543772];

/**
 * Derivative of an activation, element by element.
 *
 * @param y - What {@link activate} gave for `x`.
 * @returns In the shape of `x`, or `undefined` if it is 1 for all.
 */
export function slopeOf(name: Activation, y: tf.Tensor, x: tf.Tensor): tf.Tensor | undefined {
  return derivatives[name](y, x);
}

/** Applies an activation. */
export function activate(name: Activation, x: tf.Tensor): tf.Tensor {
  return functions[name](x);
}
