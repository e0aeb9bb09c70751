import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { linear } from './linear.js';
import { expectDifferentiates, scattered } from './testing/gradients.js';

const kernel = scattered([3, 4], 2) as tf.Tensor2D;
const bias = scattered([4], 3) as tf.Tensor1D;

/** The definition, as products of elements. */
function plain(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor) {
  return tf.add(tf.sum(tf.mul(tf.expandDims(x, -1), kernel), -2), bias);
}

describe('linear', () => {
  it.each([[[5, 3]], [[2, 5, 3]], [[3]], [[2, 2, 2, 3]]])('maps the last axis of %j', (shape) =>
    expectDifferentiates(
      ({ x, kernel, bias }) => linear(x, kernel, bias),
      ({ x, kernel, bias }) => plain(x, kernel, bias),
      { x: scattered(shape, 1), kernel, bias },
    ),
  );

  it('needs no bias', () =>
    expectDifferentiates(
      ({ x, kernel }) => linear(x, kernel),
      ({ x, kernel }) => plain(x, kernel, tf.scalar(0)),
      { x: scattered([2, 5, 3], 1), kernel },
    ));

  it('says which shape does not fit', () => {
    expect(() => linear(scattered([5, 2], 1), kernel, bias)).toThrow(
      'linear: x must have shape [5, 3], but has [5, 2].',
    );
    expect(() => linear(scattered([5, 3], 1), kernel, tf.zeros([3]))).toThrow(
      'linear: bias must have shape [4], but has [3].',
    );
  });
});
