import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { key, withoutGradient, type Fill } from '@autoencoder-zoo/core';

/** Logits of the ones in a code of bits, `[batch, ...code]`. */
export const bitLogits = key<tf.Tensor>('bitLogits');

/** Numbers of the standard logistic distribution: above `-logit` with the probability of a one. */
export const logistic: Fill = Object.assign<Fill, object>(
  (stream, target) => {
    stream.uniform(target);
    target.forEach((value, i) => {
      const inside = Math.max(value, 2 ** -25);
      target[i] = Math.log(inside / (1 - inside));
    });
  },
  { description: 'numbers of the standard logistic distribution' },
);

/** Ones where a number is above 0, zeros elsewhere; without a gradient. */
export function onesOf(x: tf.Tensor): tf.Tensor {
  return withoutGradient(() => tf.cast(tf.greater(x, 0), 'float32'));
}

/** Logarithm of the probability of bits `[rows, bits]` under logits of that shape: `[rows]`. */
export function logProbabilityOf(bits: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  return tf.sum(tf.sub(tf.mul(bits, logits), tf.softplus(logits)), 1);
}
