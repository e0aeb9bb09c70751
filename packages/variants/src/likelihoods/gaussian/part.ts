import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, positive, type Likelihood, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { learnedLogVariance } from '../../shared/likelihoods/learnedLogVariance.js';

/** Options of {@link gaussianLikelihood}. */
export interface GaussianLikelihoodOptions {
  /**
   * - a number above 0: fixed, the same for all values. Default 1.
   * - `'learned'`: one for all values, learned with the weights.
   * - `'predicted'`: one for each value of each sample, given by the decoder.
   */
  readonly variance?: number | 'learned' | 'predicted';
}

const logTwoPi = Math.log(2 * Math.PI);
/** A predicted or learned log variance stays within, so that one exact pixel does not win all. */
const [lowest, highest] = [-14, 14] as const;

const part = definePart({
  kind: 'likelihood',
  name: 'gaussian@1',
  options: z.strictObject({
    variance: z.union([positive, z.enum(['learned', 'predicted'])]).default(1),
  }),
  build({ variance }, context) {
    if (variance === 'predicted') {
      return {
        independent: true,
        parametersPerValue: 2,
        elements(parameters, target) {
          const [mean, logVariance] = halves(parameters);
          return negativeLogDensity(mean, target, tf.clipByValue(logVariance, lowest, highest));
        },
        mean: (parameters) => halves(parameters)[0],
        parametersOf: (mean) => [mean, 0],
      };
    }
    const learned =
      variance === 'learned' ? context.variable('logVariance', [], 'zeros') : undefined;
    const logVariance = () =>
      learned ? tf.clipByValue(learned, lowest, highest) : tf.scalar(Math.log(variance as number));
    if (learned) context.provide(learnedLogVariance, logVariance);
    return {
      independent: true,
      parametersPerValue: 1,
      elements: (mean, target) => negativeLogDensity(mean, target, logVariance()),
      mean: (mean) => mean,
      parametersOf: (mean) => [mean],
    };
  },
});

/**
 * Each value is normally distributed around the output: the term is the negative log density in
 * nats, with its constants, so that it can be compared between models.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const gaussianLikelihood: PartFactory<Likelihood, [options?: GaussianLikelihoodOptions]> =
  part;

function negativeLogDensity(mean: tf.Tensor, target: tf.Tensor, logVariance: tf.Tensor): tf.Tensor {
  const scaled = tf.mul(tf.squaredDifference(mean, target), tf.exp(tf.neg(logVariance)));
  return tf.mul(tf.add(scaled, tf.add(logVariance, logTwoPi)), 0.5);
}

/** Mean and log variance, side by side on the last axis. */
function halves(parameters: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const [mean, logVariance] = tf.split(parameters, 2, -1);
  return [mean, logVariance];
}
