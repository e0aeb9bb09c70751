import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import {
  expectAgreement,
  expectClose,
  runEager,
  type Tensors,
} from '../../trace/testing/agreement.js';
import type { Compute } from '../../trace/trace.js';

/** Named tensors; an absent one is `undefined`. */
export type Named = Readonly<Record<string, tf.Tensor | undefined>>;

/** A function of named tensors under test, with one result. */
export type Operation<I extends Named> = (inputs: I) => tf.Tensor;

/** Several results as one, to differentiate all at once. */
export function joined(...tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat(tensors.map((tensor) => tf.reshape<tf.Rank.R1>(tensor, [-1])));
}

/** Numbers in (-scale, scale) without a pattern that a wrong axis or order could share. */
export function scattered(shape: number[], seed: number, scale = 1): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  const values = Float32Array.from(
    { length: size },
    (_, i) => scale * Math.sin(12.9898 * i * (i + seed) + seed),
  );
  return tf.tensor(values, shape);
}

/**
 * Expects an operation and the gradients of all its inputs to be those of another
 * implementation, those of finite differences, and the same after tracing in ONNX Runtime.
 */
export async function expectDifferentiates<I extends Named>(
  operation: Operation<I>,
  plain: Operation<I>,
  inputs: I,
): Promise<void> {
  const given = present(inputs);
  const compute = withGradients(operation);
  const results = runEager(compute, given);
  expectClose(results, runEager(withGradients(plain), given), 2e-6);
  for (const [name, tensor] of Object.entries(given)) {
    const step = unitDirection(tensor.size);
    const slope = dot(results[`d ${name}`].data, step);
    const loss = (distance: number) => {
      const moved = tensor.dataSync().map((value, i) => value + distance * step[i]);
      return weightedSum(operation, { ...inputs, [name]: tf.tensor(moved, tensor.shape) });
    };
    const difference = (loss(1e-2) - loss(-1e-2)) / 2e-2;
    const error = Math.abs(slope - difference) / Math.max(1, Math.abs(difference));
    expect(error, `${name}: slope ${slope}, differences ${difference}`).toBeLessThan(2e-3);
  }
  await expectAgreement(compute, given);
}

function present(inputs: Named): Tensors {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, tensor]) => (tensor ? [[name, tensor]] : [])),
  );
}

/** The result, and the gradients of its sum weighted with numbers that all differ. */
function withGradients<I extends Named>(operation: Operation<I>): Compute {
  return (inputs) => {
    const names = Object.keys(inputs);
    const loss = (...values: tf.Tensor[]) => {
      const y = operation(Object.fromEntries(names.map((name, i) => [name, values[i]])) as I);
      return tf.sum(tf.mul(y, tf.tensor(weights(y.size), y.shape)));
    };
    const gradients = tf.grads(loss)(Object.values(inputs));
    return {
      value: operation(inputs as Named as I),
      ...Object.fromEntries(names.map((name, i) => [`d ${name}`, gradients[i]])),
    };
  };
}

function weightedSum<I extends Named>(operation: Operation<I>, inputs: I): number {
  const values = tf.tidy(() => operation(inputs).dataSync<'float32'>());
  return dot(values, weights(values.length));
}

const weights = (size: number) => Array.from({ length: size }, (_, i) => Math.sin(i + 1));

function unitDirection(size: number): number[] {
  const values = Array.from({ length: size }, (_, i) => Math.cos(3 * i));
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function dot(a: ArrayLike<number>, b: readonly number[]): number {
  return b.reduce((sum, value, i) => sum + value * a[i], 0);
}
