import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  weight,
  type Penalty,
  type Weight,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link sparsity}. */
export interface SparsityOptions {
  /** Average activation that is wanted of each unit, between 0 and 1. Default 0.05. */
  readonly rho?: number;
  /** Weight of the term, at least 0. Default 1. */
  readonly weight?: Weight;
}

/** Average activations are kept this far from 0 and 1, where the divergence is infinite. */
const margin = 1e-6;

const part = definePart({
  kind: 'penalty',
  name: 'sparsity@1',
  options: z.strictObject({ rho: z.number().gt(0).lt(1).default(0.05), weight: weight.default(1) }),
  build({ rho, weight }, context) {
    const scheduled = context.number('weight', weight);
    return {
      terms({ coded }, frame) {
        const average = tf.clipByValue(tf.mean(coded.mean, 0), margin, 1 - margin);
        const active = tf.mul(tf.log(tf.div(rho, average)), rho);
        const silent = tf.mul(tf.log(tf.div(1 - rho, tf.sub(1, average))), 1 - rho);
        const value = tf.sum(tf.add(active, silent));
        return { sparsity: { value, weight: frame.number(scheduled) } };
      },
    };
  },
});

/**
 * Presses the average activation of each unit of the code towards `rho`: the term `sparsity` is the
 * Kullback-Leibler divergence between Bernoulli variables of these rates, summed over units (Ng,
 * "Sparse autoencoder", 2011). For codes with values between 0 and 1, such as sigmoid units. The
 * average is over the batch, so large batches suit it.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const sparsity: PartFactory<Penalty, [options?: SparsityOptions]> = part;
