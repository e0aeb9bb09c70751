import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Context } from '@autoencoder-zoo/core';
import type { ConditionalStep } from './flow.js';
import { maskedNetwork, type MaskedNetworkOptions } from './maskedNetwork.js';

/** Added to what the gate is made of, so that a step begins by changing little. */
const open = 2;

/**
 * Inverse autoregressive flow (Kingma et al., "Improved Variational Inference with Inverse
 * Autoregressive Flow", 2016): `z gate + m (1 - gate)`, where `m` and `gate = sigmoid(s + 2)` of
 * each number follow from the numbers before it and from the features. All numbers are computed
 * at once, and the determinant is the product of the gates.
 */
export function inverseAutoregressiveStep(
  context: Context,
  options: MaskedNetworkOptions,
): ConditionalStep {
  const network = maskedNetwork(context, options);
  return (x, perDraw) => {
    const conditionals = network(x, perDraw);
    return (z) => {
      const { shift, scale } = conditionals(z);
      const sums = tf.add(scale, open);
      const gate = tf.sigmoid(sums);
      return {
        z: tf.add(shift, tf.mul(gate, tf.sub(z, shift))),
        // The logarithm of the sigmoid.
        logDeterminant: tf.neg(tf.sum(tf.softplus(tf.neg(sums)), 1)),
      };
    };
  };
}
