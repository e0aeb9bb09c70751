import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  bernoulli,
  definePart,
  provided,
  type PartFactory,
  type Prior,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { bitLogits } from '../../shared/codes/bits.js';

/** Options of {@link independentBits}. */
export interface IndependentBitsOptions {
  /** Probability of a one, between 0 and 1. Default 0.5. */
  readonly probability?: number;
}

const part = definePart({
  kind: 'prior',
  name: 'independentBits@1',
  options: z.strictObject({ probability: z.number().gt(0).lt(1).default(0.5) }),
  build({ probability }, context) {
    const site = context.noise('bits', context.shapes.code, bernoulli(probability));
    const logit = Math.log(probability / (1 - probability));
    const logOfZero = Math.log1p(-probability);
    return {
      needs: 'bits',
      independent: true,
      sample: (_rows, frame) => frame.noise(site),
      logDensity(z) {
        const flat = tf.reshape(z, [z.shape[0], -1]);
        return tf.sum(tf.add(tf.mul(flat, logit), logOfZero), 1);
      },
      divergence({ distribution }) {
        const logits = provided(bitLogits, distribution);
        return logits && divergence(logits, logit, logOfZero);
      },
    };
  },
});

/**
 * Codes of zeros and ones, each a one with the same probability: the prior of a code of bits unless
 * another is chosen. A small `probability` makes codes sparse. The divergence of Bernoulli
 * distributions from it is known in closed form; `logDensity` is the logarithm of the
 * probability of such bits.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const independentBits: PartFactory<Prior, [options?: IndependentBitsOptions]> = part;

/** Of bits with logits from others with one logit: the cross-entropy less the entropy. */
function divergence(logits: tf.Tensor, logit: number, logOfZero: number): tf.Tensor {
  const ones = tf.sigmoid(logits);
  const negativeEntropy = tf.sub(tf.mul(ones, logits), tf.softplus(logits));
  return tf.sub(negativeEntropy, tf.add(tf.mul(ones, logit), logOfZero));
}
