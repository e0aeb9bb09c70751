import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { expectAgreement, withGradients } from '../testing/agreement.js';
import { sample, sampleIntegers } from '../testing/samples.js';

const wide: [number, number] = [-3, 3];
const positive: [number, number] = [0.2, 3];
const unit: [number, number] = [-0.9, 0.9];

const smooth: [(x: tf.Tensor) => tf.Tensor, [number, number]][] = [
  [tf.abs, wide],
  [tf.neg, wide],
  [tf.relu, wide],
  [tf.relu6, [-3, 9]],
  [tf.exp, wide],
  [tf.expm1, wide],
  [tf.log, positive],
  [tf.log1p, unit],
  [tf.sqrt, positive],
  [tf.rsqrt, positive],
  [tf.square, wide],
  [tf.reciprocal, positive],
  [tf.sigmoid, [-9, 9]],
  [tf.logSigmoid, [-9, 9]],
  [tf.softplus, [-20, 20]],
  [tf.tanh, wide],
  [tf.erf, wide],
  [tf.elu, wide],
  [tf.selu, wide],
  [(x) => tf.leakyRelu(x, 0.3), wide],
  [(x) => tf.clipByValue(x, -1, 1.5), wide],
  [tf.sin, wide],
  [tf.cos, wide],
  [tf.tan, unit],
  [tf.asin, unit],
  [tf.acos, unit],
  [tf.atan, wide],
  [tf.sinh, wide],
  [tf.cosh, wide],
  [tf.asinh, wide],
  [tf.acosh, [1.2, 4]],
  [tf.atanh, unit],
];

const flat: ((x: tf.Tensor) => tf.Tensor)[] = [
  tf.sign,
  tf.ceil,
  tf.floor,
  tf.round,
  tf.step,
  (x) => tf.step(x, 0.25),
];

describe('functions', () => {
  it.each(smooth.map(([f, range]) => [f.name || f.toString(), f, range] as const))(
    '%s and its gradient',
    (_, f, [low, high]) => expectAgreement(withGradients(f), { x: sample([3, 7], low, high) }),
  );

  it.each(flat.map((f) => [f.name || f.toString(), f] as const))('%s', (_, f) =>
    expectAgreement(({ x }) => ({ y: f(x) }), { x: sample([3, 7]) }),
  );

  it('prelu and its gradient', () =>
    expectAgreement(withGradients(tf.prelu), { x: sample([2, 5]), alpha: sample([5], 0, 1) }));

  it('keeps the digits of numbers near zero', async () => {
    const x = tf.tensor1d([1e-7, -1e-7, 3e-5, -2e-4, 0]);
    const scale = tf.scalar(1e7);
    await expectAgreement(
      ({ x }) => ({ y: tf.mul(tf.log1p(x), scale), z: tf.mul(tf.expm1(x), scale) }),
      { x },
    );
  });

  it('knows infinity', () =>
    expectAgreement(({ x }) => ({ a: tf.log1p(x), b: tf.expm1(x), c: tf.relu(x) }), {
      x: tf.tensor1d([Infinity, 90, 1]),
    }));

  it.each([tf.abs, tf.neg, tf.sign, tf.relu, tf.square, tf.exp].map((f) => [f.name, f] as const))(
    '%s of integers',
    (_, f) =>
      expectAgreement(({ x }) => ({ y: tf.cast(f(x), 'float32') }), {
        x: sampleIntegers([9], -4, 5),
      }),
  );
});
