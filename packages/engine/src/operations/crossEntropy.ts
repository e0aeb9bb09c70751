import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';
import { expectShape } from './shapes.js';

/**
 * Negative log likelihood of a Bernoulli distribution given by logits, element by element:
 * `-t log(p) - (1 - t) log(1 - p)` with `p = sigmoid(logits)`, in nats.
 *
 * Numerically stable for logits of any size. The gradients are `p - t` for the logits and
 * `-logits` for the targets.
 *
 * @param logits any shape
 * @param targets the shape of the logits; anywhere in [0, 1]
 * @returns the shape of the logits: neither summed nor averaged
 * @throws {RangeError} when the shapes differ
 */
export function sigmoidCrossEntropy<T extends tf.Tensor>(logits: T, targets: T): T {
  expectShape('sigmoidCrossEntropy: targets', targets, logits.shape);
  return differentiable(
    { logits, targets },
    () => {
      // log(1 + exp(-|l|)) = -log(max(p, 1 - p)): the sigmoid is there anyway, for the gradient.
      const p = tf.sigmoid(logits);
      const confidence = tf.maximum(p, tf.sub(1, p));
      const value: T = tf.sub(tf.sub(tf.relu(logits), tf.mul(targets, logits)), tf.log(confidence));
      return { value, saved: { logits, targets } };
    },
    (gradient, saved) => ({
      logits: tf.mul(gradient, tf.sub(tf.sigmoid(saved.logits), saved.targets)),
      targets: tf.neg(tf.mul(gradient, saved.logits)),
    }),
  );
}

/**
 * Negative log likelihood of a categorical distribution given by logits over the last axis:
 * `-sum(t log(softmax(logits)))`, in nats.
 *
 * Numerically stable for logits of any size. The gradients are `softmax(logits) sum(t) - t` for the
 * logits and `-log(softmax(logits))` for the targets.
 *
 * @param logits [..., classes]
 * @param targets [..., classes]: weights of the classes, usually one-hot; a row of zeros costs nothing
 * @returns `[...]`: one number for each distribution
 * @throws {RangeError} when the shapes differ
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
