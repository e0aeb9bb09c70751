import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { scattered } from '../testing/gradients.js';
import type { Matrix } from './matrix.js';
import { ProductSum } from './productSum.js';

it.each([
  ['one step', 2, 1],
  ['few rows, multiplied at once', 2, 5],
  ['many rows, multiplied in several goes, of which the last is smaller', 200, 7],
  ['more rows in each step than are needed for a product', 600, 2],
])('sums products over %s', (_, rows, steps) => {
  const factors = Array.from({ length: steps }, (_, step) => ({
    a: scattered([rows, 3], step) as Matrix,
    b: scattered([rows, 2], steps + step) as Matrix,
  }));
  const sum = new ProductSum();
  for (const { a, b } of factors) sum.add(a, b);
  const expected: tf.Tensor = tf.addN(factors.map(({ a, b }) => tf.matMul(a, b, true)));
  expect(sum.value()!.shape).toEqual([3, 2]);
  expect(tf.max(tf.abs(tf.sub(sum.value()!, expected))).arraySync()).toBeLessThan(1e-4);
});

it('has no sum of nothing', () => {
  expect(new ProductSum().value()).toBeUndefined();
});
