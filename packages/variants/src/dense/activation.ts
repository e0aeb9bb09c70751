import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

const functions = {
  linear: (x: tf.Tensor) => x,
  relu: (x: tf.Tensor) => tf.relu(x),
  leakyRelu: (x: tf.Tensor) => tf.leakyRelu(x, 0.01),
  elu: (x: tf.Tensor) => tf.elu(x),
  selu: (x: tf.Tensor) => tf.selu(x),
  silu: (x: tf.Tensor) => tf.mul(x, tf.sigmoid(x)),
  sigmoid: (x: tf.Tensor) => tf.sigmoid(x),
  softplus: (x: tf.Tensor) => tf.softplus(x),
  tanh: (x: tf.Tensor) => tf.tanh(x),
} as const;

/**
 * Non-linearity of a layer: `linear` (none), `relu`, `leakyRelu` (slope 0.01), `elu`, `selu`, `silu`
 * (x times sigmoid x, also called swish), `sigmoid`, `softplus` or `tanh`.
 */
export type Activation = keyof typeof functions;

/** Checks an {@link Activation}. */
export const activation = z.enum(Object.keys(functions) as [Activation, ...Activation[]]);

/** Applies an activation. */
export function activate(name: Activation, x: tf.Tensor): tf.Tensor {
  return functions[name](x);
}
