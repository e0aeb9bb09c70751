import * as tf from '@tensorflow/tfjs-core';
import '@autoencoder-zoo/engine';
import { expect, it } from 'vitest';
import { activate, activation, slopeOf } from './activation.js';

const x = tf.tensor1d([-3, -1, -0.2, -0.01, 0.01, 0.3, 1, 4]);

it.each(activation.options)('the slope of %s is its derivative', (name) => {
  const y = activate(name, x);
  const slope = slopeOf(name, y, x) ?? tf.onesLike(x);
  const expected = tf.grad((at) => activate(name, tf.add(at, 0)))(x);
  expect(slope.shape).toEqual(x.shape);
  slope.dataSync().forEach((value, i) => expect(value).toBeCloseTo(expected.dataSync()[i], 6));
});
