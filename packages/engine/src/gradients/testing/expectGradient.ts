import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { valueAndGradient } from '../../valueAndGradient.js';

/** A function of one tensor of any rank. */
export type Operation = (x: tf.Tensor) => tf.Tensor;

/** The sum of a function's values, each with another weight. */
export function weightedSum(f: Operation, x: tf.Tensor): tf.Tensor {
  const y = tf.cast(f(x), 'float32');
  const weights = tf.reshape(tf.sin(tf.range(1, y.size + 1, 1, 'float32')), y.shape);
  return tf.sum(tf.mul(y, weights));
}

/** The gradient of a function, as a function that a loss may use. */
export const slopeOf =
  (f: Operation): Operation =>
  (x) =>
    tf.grad((inner: tf.Tensor) => weightedSum(f, inner))(x);

/** Expects the gradient of an engine to be the one that central differences give. */
export async function expectGradient(
  f: Operation,
  start: tf.Tensor,
  engine: 'compiled' | 'eager',
): Promise<void> {
  const x = tf.variable(start);
  const differentiator = await valueAndGradient(
    // Of a computed value, which TF.js disposes of before the gradient runs, unless it is saved.
    () => ({ y: weightedSum(f, tf.mul(x, 1)) }),
    [x],
    {},
    { engine },
  );
  const [gradient] = (await differentiator.run({})).gradients;
  await differentiator.dispose();
  const expected = differences(f, x);
  x.dispose();
  const scale = Math.max(1, ...expected.map(Math.abs));
  for (const [i, value] of expected.entries()) {
    const off = Math.abs(gradient[i] - value) / scale;
    expect(off, `place ${i}: got ${gradient[i]}, differences give ${value}`).toBeLessThan(5e-3);
  }
}

/** By float32 arithmetic of the cpu backend: good to about 1e-3. */
function differences(f: Operation, x: tf.Tensor): number[] {
  const distance = 5e-3;
  const values = x.dataSync();
  const at = (place: number, shift: number) =>
    tf.tidy(() => {
      const moved = values.slice();
      moved[place] += shift;
      return weightedSum(f, tf.tensor(moved, x.shape)).dataSync()[0];
    });
  return Array.from(values, (_, i) => (at(i, distance) - at(i, -distance)) / (2 * distance));
}
