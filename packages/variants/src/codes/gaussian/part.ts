import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  defineCode,
  initialiser,
  normal,
  positiveInteger,
  weight,
  type Code,
  type Initialiser,
  type Weight,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { denseLayer } from '../../shared/dense/layer.js';

/** Options of {@link gaussianCode}. */
export interface GaussianCodeOptions<Dim extends number = number> {
  /** Numbers in a code. */
  readonly dim: Dim;
  /** Weight of the KL term, at least 0: a number, or a schedule made by `warmUp`. Default 1. */
  readonly beta?: Weight;
  /**
   * - `'predicted'`: a variance for each number of each sample's code, from its features. Default.
   * - `'learned'`: one for each number of the code, the same for all samples, as in a linear variational
   *   autoencoder (Lucas et al., "Don't Blame the ELBO!", 2019).
   */
  readonly variance?: 'predicted' | 'learned';
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

/** Log variances are held within: beyond, exp overflows float32 long before training recovers. */
const lowest = -30;
const highest = 20;

const part = defineCode({
  name: 'gaussian@1',
  options: z.strictObject({
    dim: positiveInteger,
    beta: weight.default(1),
    variance: z.enum(['predicted', 'learned']).default('predicted'),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, beta, variance, initialiser }, context, features) {
    const inputs = sizeOf(features);
    const layer = { activation: 'linear', initialiser } as const;
    const toMean = denseLayer(context, 'mean', inputs, dim, layer);
    const toLogVariance =
      variance === 'predicted'
        ? denseLayer(context, 'logVariance', inputs, dim, layer)
        : { apply: repeated(context.variable('logVariance', [dim], 'zeros')) };
    const epsilon = context.noise('epsilon', normal([dim]));
    const klWeight = context.weight('beta', beta);
    return {
      shape: [dim],
      kernels: [toMean.kernel],
      prior: { distribution: normal([dim]), toCode: (noise) => noise },
      oncePerSample: true,
      outputs: {
        logVariance:
          'logarithm of the variance of each number of the code, whose mean is the output code',
      },
      code(x, frame) {
        const flat = tf.reshape(x, [x.shape[0], inputs]);
        const meanRun = toMean.run(flat);
        const mean = meanRun.output;
        const logVariance = tf.clipByValue(toLogVariance.apply(flat), lowest, highest);
        const deviation = tf.exp(tf.mul(logVariance, 0.5));
        const noise = frame.noise(epsilon);
        const z = tf.add(frame.perDraw(mean), tf.mul(frame.perDraw(deviation), noise));
        const logDeterminant = frame.perDraw(tf.sum(logVariance, 1));
        const kl = {
          value: klToStandardNormal(mean, logVariance),
          atDraw: logRatio(z, noise, logDeterminant),
          weight: frame.weight(klWeight),
        };
        return { z, mean, terms: { kl }, layers: [meanRun], outputs: { logVariance } };
      },
    };
  },
});

/**
 * A code that is a normal distribution with a diagonal covariance; training draws from it by
 * `z = mean + deviation * epsilon`. Its term `kl`, summed over the code, is the Kullback-Leibler
 * divergence to the standard normal prior, weighted by `beta` (Kingma & Welling, "Auto-Encoding
 * Variational Bayes", 2014; with another weight than 1: Higgins et al., "beta-VAE", 2017). Log
 * variances are kept within [-30, 20]; the encoder's ONNX file gives them as the output `logVariance`.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const gaussianCode: (<const Dim extends number>(
  options: GaussianCodeOptions<Dim>,
) => Code<readonly [Dim]>) &
  PartFactory<Code, never> = Object.assign(
  <const Dim extends number>(options: GaussianCodeOptions<Dim>) =>
    part(options) as Code<readonly [Dim]>,
  part,
);

/** The same row for each of `x`. */
function repeated(row: tf.Tensor): (x: tf.Tensor) => tf.Tensor {
  return (x) => tf.add(tf.zeros([x.shape[0], row.size]), row);
}

/** KL of N(mean, exp(logVariance)) from N(0, 1), summed over the code: `[rows]`. */
function klToStandardNormal(mean: tf.Tensor, logVariance: tf.Tensor): tf.Tensor {
  const excess = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));
  return tf.mul(tf.sum(excess, 1), 0.5);
}

/** `log q(z | x) - log p(z)` of the code that was drawn: `[rows]`. */
function logRatio(z: tf.Tensor, noise: tf.Tensor, logDeterminant: tf.Tensor): tf.Tensor {
  const squares = tf.sum(tf.sub(tf.square(z), tf.square(noise)), 1);
  return tf.mul(tf.sub(squares, logDeterminant), 0.5);
}
