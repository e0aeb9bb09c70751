import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  weight,
  type Moments,
  type PartFactory,
  type Penalty,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { flat } from '../../shared/codes/flat.js';

/** Options of {@link totalCorrelation}. */
export interface TotalCorrelationOptions {
  /** Weight of the term, at least 0: `beta - 1` of the paper. Default 5. */
  readonly weight?: Weight;
  /**
   * How the density of codes over all of the data is estimated from a batch.
   * - `'weighted'`: all samples of the batch count alike; biased. Default.
   * - `'stratified'`: a code's own sample counts as what it is of the data.
   */
  readonly estimate?: 'weighted' | 'stratified';
}

const part = definePart({
  kind: 'penalty',
  name: 'totalCorrelation@1',
  options: z.strictObject({
    weight: weight.default(5),
    estimate: z.enum(['weighted', 'stratified']).default('weighted'),
  }),
  build({ weight, estimate }, context) {
    const scheduled = context.number('weight', weight);
    const samples = context.state('samples', [], 'zeros');
    return {
      terms({ coded: { z, moments } }, frame) {
        if (!moments) {
          throw new Error(
            'the total correlation penalty needs the means and variances of codes, but this code is no normal distribution; use gaussianCode',
          );
        }
        const [batch] = moments.mean.shape;
        const ofEach = logDensities(flat(z), moments); // [rows, batch, numbers]
        const total = tf.maximum(samples, batch);
        const shares =
          estimate === 'weighted'
            ? tf.neg(tf.log(tf.mul(total, batch)))
            : frame.perDraw(tf.log(strata(batch, total)));
        const own = tf.sum(tf.mul(tf.sum(ofEach, 2), frame.perDraw(tf.eye(batch))), 1);
        const joint = tf.logSumExp(tf.add(tf.sum(ofEach, 2), shares), 1);
        const each = estimate === 'weighted' ? shares : tf.expandDims(shares, 2);
        const marginals = tf.sum(tf.logSumExp(tf.add(ofEach, each), 1), 1);
        return {
          totalCorrelation: {
            value: tf.sub(joint, marginals),
            weight: frame.number(scheduled),
          },
          mutualInformation: { value: tf.sub(own, joint), weight: 0 },
        };
      },
      begin(run) {
        run.set(samples, Float32Array.of(run.data.length));
        return Promise.resolve();
      },
    };
  },
});

/**
 * Presses the numbers of a code towards being independent of each other over all of the data (Chen,
 * Li, Grosse & Duvenaud, "Isolating Sources of Disentanglement in Variational Autoencoders", 2018).
 * The divergence of a gaussian code from its prior is the sum of three: the information that the
 * code has of the sample, the total correlation `KL(q(z) || prod_j q(z_j))`, and the divergence of
 * each number from the prior. The term `totalCorrelation` counts the second one `weight` times
 * more, so that codes come apart without saying less. `mutualInformation`, the first one, is a
 * measure.
 *
 * `q(z)` is a mean over all samples, which is estimated from those of the batch: by the
 * minibatch-weighted estimate, whose values are shifted by a constant (they may be far from 0, or
 * below it), or by the stratified one. How many samples there are is read when training begins.
 * Both compare each code with each sample of the batch, `batch^2 * draws * numbers` densities.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is first trained, if the
 * code is no normal distribution.
 */
export const totalCorrelation: PartFactory<Penalty, [options?: TotalCorrelationOptions]> = part;

/** `log q(z_j | x)` of each code `[rows, numbers]` for each sample of the batch. */
function logDensities(z: tf.Tensor2D, { mean, logVariance }: Moments): tf.Tensor {
  const [means, logs] = [mean, logVariance].map((of) => tf.expandDims(flat(of), 0));
  const squares = tf.square(tf.sub(tf.expandDims(z, 1), means));
  const scaled = tf.mul(squares, tf.exp(tf.neg(logs)));
  return tf.mul(tf.add(tf.add(scaled, logs), Math.log(2 * Math.PI)), -0.5);
}

/**
 * How much each sample of a batch stands for, `[batch, batch]`, where `total` of them are all: the
 * code's own for itself, one for those that are not in the batch, and the others alike.
 */
function strata(batch: number, total: tf.Tensor): tf.Tensor {
  const others = batch - 1;
  if (others === 0) return tf.ones([1, 1]);
  const own = tf.eye(batch);
  const next = tf.concat([tf.slice(own, [1, 0]), tf.slice(own, [0, 0], [1, batch])]);
  const alike = tf.sub(tf.sub(1, own), next);
  const rest = tf.sub(1 / others, tf.div(1, total));
  return tf.add(tf.add(tf.div(own, total), tf.mul(next, rest)), tf.div(alike, others));
}
