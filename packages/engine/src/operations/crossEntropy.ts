import * as tf from '#tensorflow';
import { differentiable } from './differentiable.js';
import { expectShape } from './shapes.js';

/**
 * Negative log likelihood of a Bernoulli distribution given by logits, element by element:
 * `-t log(p) - (1 - t) log(1 - p)` with `p = sigmoid(logits)`, in nats.
 *
 * Numerically stable for logits of any size. The gradients are `p - t` for the logits and
 * `-logits` for the targets.
 *
 * @param logits - Any shape.
 * @param targets - The shape of the logits; anywhere in [0, 1].
 * @returns The shape of the logits: neither summed nor averaged.
 * @throws RangeError when the shapes differ.
 */
export function sigmoidCrossEntropy<T extends tf.Tensor>(logits: T, targets: T): T {
  expectShape('sigmoidCrossEntropy: targets', targets, logits.shape);
  return differentiable(
    { logits, targets },
    () => {
      // log(1 + exp(-|l|)) = -log(max(p, 1 - p)): the sigmoid is there anyway, for the gradient.
      const p = tf.sigmoid(logits);
      const confidence = tf.maximum(p, tf.sub(1, p));
      const value: T = tf.sub(
        tf.sub(tf.maximum(logits, 0), tf.mul(targets, logits)),
        tf.log(confidence),
      );
      return { value, saved: { logits, targets } };
    },
    (gradient, saved) => ({
      logits: tf.mul(gradient, tf.sub(tf.sigmoid(saved.logits), saved.targets)),
      targets: tf.neg(tf.mul(gradient, saved.logits)),
    }),
  );
}

/**
 * {@link sigmoidCrossEntropy} summed over the values of each row, in fewer passes over memory: one
 * logarithm stands for many values, and targets are not repeated.
 *
 * @param logits - [rows, values].
 * @param targets - [samples, values], anywhere in [0, 1]; `rows` is a multiple of
 * `samples`, and the rows of one sample stand side by side.
 * @returns [rows], in nats.
 * @throws RangeError when the shapes do not fit.
 */
export function summedSigmoidCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor1D {
  const [rows, values] = logits.shape;
  const [samples] = targets.shape;
  expectShape('summedSigmoidCrossEntropy: targets', targets, [samples, values]);
  if (rows % samples !== 0) {
    throw new RangeError(
      `summedSigmoidCrossEntropy: there must be as many rows of logits for each of the ${samples} targets, but there are ${rows}.`,
    );
  }
  const repeats = rows / samples;
  const grouped = (x: tf.Tensor) =>
    repeats === 1 ? x : tf.reshape(x, [samples, x.shape[0] / samples, values]);
  return differentiable(
    { logits, targets },
    () => {
      const l = grouped(logits);
      // In WebAssembly the relu is eight times as slow as the maximum.
      const straight = tf.sum(tf.sub(tf.maximum(l, 0), tf.mul(grouped(targets), l)), -1);
      const p = tf.sigmoid(l);
      // As in sigmoidCrossEntropy; a product of numbers from 1/2 to 1 has one logarithm.
      const size = largestDivisor(values, mostFactors);
      const confidence = tf.reshape(tf.maximum(p, tf.sub(1, p)), [rows, values / size, size]);
      const logarithms = tf.sum(tf.log(tf.prod(confidence, 2)), 1);
      const value: tf.Tensor1D = tf.sub(tf.reshape(straight, [rows]), logarithms);
      return { value, saved: { logits, targets } };
    },
    (gradient, saved) => {
      const [l, t] = [grouped(saved.logits), grouped(saved.targets)];
      const difference = tf.reshape(tf.sub(tf.sigmoid(l), t), [rows, values]);
      const perRow = tf.reshape(gradient, [rows, 1]);
      const weighted = tf.reshape(tf.mul(perRow, saved.logits), [samples, repeats, values]);
      return { logits: tf.mul(perRow, difference), targets: tf.neg(tf.sum(weighted, 1)) };
    },
  );
}

/** 2^-100 is far from what float32 cannot hold. */
const mostFactors = 100;

function largestDivisor(n: number, limit: number): number {
  let divisor = Math.min(n, limit);
  while (n % divisor !== 0) divisor--;
  return divisor;
}

/**
 * Negative log likelihood of a categorical distribution given by logits over the last axis:
 * `-sum(t log(softmax(logits)))`, in nats.
 *
 * Numerically stable for logits of any size. The gradients are `softmax(logits) sum(t) - t` for the
 * logits and `-log(softmax(logits))` for the targets.
 *
 * @param logits - [..., classes].
 * @param targets - [..., classes]: weights of the classes, usually one-hot; a row of
 * zeros costs nothing.
 * @returns `[...]`: one number for each distribution.
 * @throws RangeError when the shapes differ.
 */
export function softmaxCrossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  expectShape('softmaxCrossEntropy: targets', targets, logits.shape);
  return differentiable(
    { logits, targets },
    () => ({
      value: tf.neg(tf.sum(tf.mul(targets, logSoftmax(logits)), -1)),
      saved: { logits, targets },
    }),
    (gradient, saved) => {
      const logProbabilities = logSoftmax(saved.logits);
      const rows = tf.expandDims(gradient, -1);
      const expected = tf.mul(tf.exp(logProbabilities), tf.sum(saved.targets, -1, true));
      return {
        logits: tf.mul(rows, tf.sub(expected, saved.targets)),
        targets: tf.neg(tf.mul(rows, logProbabilities)),
      };
    },
  );
}

/** In plain operations, so that a compiled step computes it once for the value and the gradient. */
function logSoftmax(logits: tf.Tensor): tf.Tensor {
  const shifted = tf.sub(logits, tf.max(logits, -1, true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)));
}
