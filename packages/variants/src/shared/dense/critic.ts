import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context } from '@autoencoder-zoo/core';
import { flat } from '../codes/flat.js';
import { denseLayer } from './layer.js';

/** The optimiser's group of the weights of critics. */
export const criticGroup = 'critic';

/**
 * Declares a critic: fully connected layers of rectified units from `inputs` numbers on, and one
 * number for each row. Its weights are the group `critic`.
 *
 * @param hidden - Units of its layers.
 * @returns `[rows, ...]` to a logit each, `[rows]`.
 */
export function denseCritic(
  context: Context,
  inputs: number,
  hidden: readonly number[],
): (rows: tf.Tensor) => tf.Tensor1D {
  const widths = [inputs, ...hidden, 1];
  const layers = widths.slice(1).map((units, i) =>
    denseLayer(context, String(i), widths[i], units, {
      activation: i < hidden.length ? 'relu' : 'linear',
      initialiser: 'fanIn',
      group: criticGroup,
    }),
  );
  return (rows) => {
    const scores = layers.reduce((h: tf.Tensor, layer) => layer.apply(h), flat(rows));
    return tf.reshape(scores, [rows.shape[0]]);
  };
}

/** The cross-entropy of a critic that tells some rows from others, by its logits: `[rows]`. */
export function toldApart(true_: tf.Tensor, false_: tf.Tensor): tf.Tensor {
  // softplus(-s) is the cross-entropy of a logit s with "true", softplus(s) that with "false".
  return tf.add(tf.softplus(tf.neg(true_)), tf.softplus(false_));
}
