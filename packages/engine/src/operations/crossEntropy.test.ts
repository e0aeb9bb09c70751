import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  summedSigmoidCrossEntropy,
} from './crossEntropy.js';
import { expectDifferentiates, scattered } from './testing/gradients.js';

const logits = scattered([4, 5], 1, 3);
const targets = tf.abs(scattered([4, 5], 2));

describe('sigmoidCrossEntropy', () => {
  it('is the negative log likelihood of a Bernoulli distribution', () =>
    expectDifferentiates(
      ({ logits, targets }) => sigmoidCrossEntropy(logits, targets),
      ({ logits, targets }) => {
        const p = tf.sigmoid(logits);
        const first = tf.mul(targets, tf.log(p));
        return tf.neg(tf.add(first, tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p)))));
      },
      { logits, targets },
    ));

  it('stays finite for large logits', () => {
    const large = tf.tensor1d([-1e4, -1e4, 1e4, 1e4]);
    const bits = tf.tensor1d([0, 1, 0, 1]);
    const { value, grad } = tf.valueAndGrad((l: tf.Tensor1D) =>
      tf.sum(sigmoidCrossEntropy(l, bits)),
    )(large);
    expect(value.arraySync()).toBe(2e4);
    expect(grad.arraySync()).toEqual([0, -1, 1, 0]);
  });

  it('can be differentiated twice', () => {
    const t = tf.scalar(0.25);
    const slope = tf.grad((l) => sigmoidCrossEntropy<tf.Tensor>(l, t));
    const p = 1 / (1 + Math.exp(-0.5));
    expect(tf.grad(slope)(tf.scalar(0.5)).arraySync()).toBeCloseTo(p * (1 - p), 6);
  });

  it('refuses targets of another shape', () => {
    expect(() => sigmoidCrossEntropy(logits, tf.zeros([4, 1]))).toThrow(
      'sigmoidCrossEntropy: targets must have shape [4, 5], but has [4, 1].',
    );
  });
});

describe('summedSigmoidCrossEntropy', () => {
  const summed = (logits: tf.Tensor, targets: tf.Tensor) =>
    summedSigmoidCrossEntropy(logits as tf.Tensor2D, targets as tf.Tensor2D);

  it.each([5, 101, 120])('is the sum of sigmoidCrossEntropy over %d values', (values) =>
    expectDifferentiates(
      ({ logits, targets }) => summed(logits, targets),
      ({ logits, targets }) => tf.sum(sigmoidCrossEntropy(logits, targets), 1),
      { logits: scattered([4, values], 1, 3), targets: tf.abs(scattered([4, values], 2)) },
    ),
  );

  it('takes a target for several rows side by side', () =>
    expectDifferentiates(
      ({ logits, targets }) => summed(logits, targets),
      ({ logits, targets }) => {
        const repeated = tf.gather(targets, tf.tensor1d([0, 0, 0, 1, 1, 1], 'int32'));
        return tf.sum(sigmoidCrossEntropy(logits, repeated), 1);
      },
      { logits: scattered([6, 5], 1, 3), targets: tf.abs(scattered([2, 5], 2)) },
    ));

  it('stays finite where no value is certain, and for large logits', () => {
    const unsure = summedSigmoidCrossEntropy(tf.zeros([1, 10_000]), tf.ones([1, 10_000]));
    expect(unsure.dataSync()[0]).toBeCloseTo(10_000 * Math.LN2, 1);
    const large = tf.tensor2d([[-1e4, -1e4, 1e4, 1e4]]);
    const bits = tf.tensor2d([[0, 1, 0, 1]]);
    expect(summedSigmoidCrossEntropy(large, bits).arraySync()).toEqual([2e4]);
  });

  it('refuses targets that do not fit', () => {
    const sum = (shape: [number, number]) => summed(logits, tf.zeros(shape));
    expect(() => sum([4, 1])).toThrow('targets must have shape [4, 5], but has [4, 1].');
    expect(() => sum([3, 5])).toThrow('as many rows of logits for each of the 3 targets');
  });
});

describe('softmaxCrossEntropy', () => {
  it.each([[[4, 5]], [[5]], [[2, 3, 4]]])(
    'is the negative log likelihood of a categorical distribution, %j',
    (shape) =>
      expectDifferentiates(
        ({ logits, targets }) => softmaxCrossEntropy(logits, targets),
        ({ logits, targets }) => tf.neg(tf.sum(tf.mul(targets, tf.log(tf.softmax(logits))), -1)),
        { logits: scattered(shape, 1, 3), targets: tf.abs(scattered(shape, 2)) },
      ),
  );

  it('stays finite for large logits', () => {
    const large = tf.tensor2d([[1e4, 0, -1e4]]);
    const classes = tf.tensor2d([[0, 0, 1]]);
    const { value, grad } = tf.valueAndGrad((l: tf.Tensor2D) =>
      tf.sum(softmaxCrossEntropy(l, classes)),
    )(large);
    expect(value.arraySync()).toBe(2e4);
    expect(grad.arraySync()).toEqual([[1, 0, -1]]);
  });

  it('can be differentiated twice', () => {
    const classes = tf.tensor1d([1, 0]);
    const slope = tf.grad((l) => softmaxCrossEntropy(l, classes));
    const curvature = tf.grad((l) => tf.sum(tf.slice(slope(l), 0, 1)));
    const p = 1 / (1 + Math.exp(-0.5));
    const [first, second] = curvature(tf.tensor1d([0.5, 0])).dataSync();
    expect(first).toBeCloseTo(p * (1 - p), 6);
    expect(second).toBeCloseTo(-p * (1 - p), 6);
  });

  it('refuses targets of another shape', () => {
    expect(() => softmaxCrossEntropy(logits, tf.zeros([4]))).toThrow(
      'softmaxCrossEntropy: targets must have shape [4, 5], but has [4].',
    );
  });
});
