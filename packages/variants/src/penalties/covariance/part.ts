import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  weight,
  type PartFactory,
  type Penalty,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { flat } from '../../shared/codes/flat.js';

/** Options of {@link covariance}. */
export interface CovarianceOptions {
  /** Weight of the term `covariance`, at least 0. Default 10. */
  readonly weight?: Weight;
  /** Weight of the term `variance`, at least 0. Default 100. */
  readonly varianceWeight?: Weight;
  /**
   * Whose covariance it is.
   * - `'means'`: that of the means of codes (DIP-VAE-I). Default.
   * - `'draws'`: that of draws of a gaussian code (DIP-VAE-II).
   */
  readonly of?: 'means' | 'draws';
}

const part = definePart({
  kind: 'penalty',
  name: 'covariance@1',
  options: z.strictObject({
    weight: weight.default(10),
    varianceWeight: weight.default(100),
    of: z.enum(['means', 'draws']).default('means'),
  }),
  build({ weight, varianceWeight, of }, context) {
    const numbers = {
      covariance: context.number('weight', weight),
      variance: context.number('varianceWeight', varianceWeight),
    };
    return {
      terms({ coded: { mean, moments } }, frame) {
        if (of === 'draws' && !moments) {
          throw new Error(
            "the covariance penalty of draws needs the variances of codes, but this code is no normal distribution; use gaussianCode, or of: 'means'",
          );
        }
        const means = flat(mean);
        const centred = tf.sub(means, tf.mean(means, 0, true));
        const ofMeans = tf.div(tf.matMul(centred, centred, true), means.shape[0]);
        const diagonal = tf.eye(means.shape[1]);
        const variances = tf.sum(tf.mul(ofMeans, diagonal), 0);
        const within =
          of === 'draws' ? tf.mean(tf.exp(flat(moments!.logVariance)), 0) : tf.scalar(0);
        const others = tf.mul(ofMeans, tf.sub(1, diagonal));
        return {
          covariance: {
            value: tf.sum(tf.square(others)),
            weight: frame.number(numbers.covariance),
          },
          variance: {
            value: tf.sum(tf.square(tf.sub(tf.add(variances, within), 1))),
            weight: frame.number(numbers.variance),
          },
        };
      },
    };
  },
});

/**
 * Presses the covariance of codes over the batch towards the identity (Kumar, Sattigeri &
 * Balakrishnan, "Variational Inference of Disentangled Latent Concepts from Unlabeled
 * Observations", 2018): the term `covariance` is the sum of the squared covariances of different
 * numbers of the code, the term `variance` that of squared differences of their variances from 1.
 * With `of: 'means'` it is their DIP-VAE-I, which weighs variances ten times as much, for codes of
 * any kind. With `'draws'` the mean variance of the codes is added to that of the means; it is
 * their DIP-VAE-II, which weighs both terms alike. The batch should be larger than the code.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is first trained, for
 * draws of a code that is no normal distribution.
 */
export const covariance: PartFactory<Penalty, [options?: CovarianceOptions]> = part;
