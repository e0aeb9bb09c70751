import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  normal,
  positiveInteger,
  weight,
  type Initialiser,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { standardNormal } from '../../priors/standard-normal/part.js';
import { heldLogVariance } from '../../shared/codes/momentsLayer.js';
import { logDensityOfDraws } from '../../shared/codes/normal.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable, runThrough } from '../../shared/dense/through.js';

/** Options of {@link gaussianCode}. */
export interface GaussianCodeOptions<Dim extends number = number> {
  /** Numbers in a code. */
  readonly dim: Dim;
  /** Weight of the KL term, at least 0: a number, or a schedule made by `anneal`. Default 1. */
  readonly beta?: Weight;
  /**
   * - `'predicted'`: a variance for each number of each sample's code, from its features. Default.
   * - `'learned'`: one for each number of the code, the same for all samples, as in a
   *   linear variational autoencoder (Lucas et al., "Don't Blame the ELBO!", 2019).
   */
  readonly variance?: 'predicted' | 'learned';
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'gaussian@1',
  options: z.strictObject({
    dim: positiveInteger,
    beta: weight.default(1),
    variance: z.enum(['predicted', 'learned']).default('predicted'),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, beta, variance, initialiser }, context) {
    const inputs = sizeOf(context.shapes.features);
    const layer = { activation: 'linear', initialiser } as const;
    const toMean = denseLayer(context, 'mean', inputs, dim, layer);
    const toLogVariance =
      variance === 'predicted'
        ? denseLayer(context, 'logVariance', inputs, dim, layer)
        : { apply: repeated(context.variable('logVariance', [dim], 'zeros')) };
    mirrorable(context, toMean.kernel);
    const epsilon = context.noise('epsilon', [dim], normal);
    const klWeight = context.number('beta', beta);
    return {
      independent: true,
      shape: [dim],
      tells: 'moments',
      prior: standardNormal(),
      outputs: {
        logVariance:
          'logarithm of the variance of each number of the code, whose mean is the output code',
      },
      code(x, frame) {
        const flat = tf.reshape(x, [x.shape[0], inputs]);
        const meanRun = toMean.run(flat);
        const mean = meanRun.output;
        const logVariance = heldLogVariance(toLogVariance.apply(flat));
        const deviation = tf.exp(tf.mul(logVariance, 0.5));
        const noise = frame.noise(epsilon);
        const z = tf.add(frame.perDraw(mean), tf.mul(frame.perDraw(deviation), noise));
        return {
          z,
          mean,
          moments: { mean, logVariance },
          logDensity: () => logDensityOfDraws(noise, frame.perDraw(tf.sum(logVariance, 1))),
          beta: frame.number(klWeight),
          provides: runThrough(frame, [meanRun]),
          outputs: { logVariance },
        };
      },
    };
  },
});

/**
 * A code that is a normal distribution with a diagonal covariance; training draws from
 * it by `z = mean + deviation * epsilon`. The term `kl`, summed over the code, is the
 * Kullback-Leibler divergence to the prior, the standard normal one unless another is
 * chosen, weighted by `beta` (Kingma & Welling, "Auto-Encoding Variational Bayes", 2014;
 * with another weight than 1: Higgins et al., "beta-VAE", 2017). Log variances are kept
 * within [-30, 20]; the encoder's ONNX file gives them as the output `logVariance`.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const gaussianCode = sizedCode<GaussianCodeOptions>(part);

/** The same row for each of `x`. */
function repeated(row: tf.Tensor): (x: tf.Tensor) => tf.Tensor {
  return (x) => tf.add(tf.zeros([x.shape[0], row.size]), row);
}
