import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  normal,
  positiveInteger,
  provide,
  weight,
  type Initialiser,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { standardNormal } from '../../priors/standard-normal/part.js';
import { correlatedMoments, logDensityOfDraws } from '../../shared/codes/normal.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link fullCovarianceCode}. */
export interface FullCovarianceCodeOptions<Dim extends number = number> {
  /** Numbers in a code, at least 2. Computing grows with its third power. */
  readonly dim: Dim;
  /** Weight of the KL term, at least 0: a number, or a schedule made by `anneal`. Default 1. */
  readonly beta?: Weight;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

/** Logarithms of the factor's diagonal are held within: beyond, exp overflows float32. */
const lowest = -15;
const highest = 10;

const part = definePart({
  kind: 'code',
  name: 'fullCovariance@1',
  options: z.strictObject({
    dim: positiveInteger.min(2),
    beta: weight.default(1),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, beta, initialiser }, context) {
    const inputs = sizeOf(context.shapes.features);
    const places = belowDiagonal(dim);
    const linear = (name: string, outputs: number) =>
      denseLayer(context, name, inputs, outputs, { activation: 'linear', initialiser });
    const toMean = linear('mean', dim);
    const toLogDiagonal = linear('logDiagonal', dim);
    const toLower = linear('lower', places.length);
    mirrorable(context, toMean.kernel);
    const epsilon = context.noise('epsilon', [dim], normal);
    const klWeight = context.number('beta', beta);
    return {
      independent: true,
      shape: [dim],
      tells: 'density',
      prior: standardNormal(),
      outputs: { logVariance: 'logarithm of the variance of each number of the code' },
      code(x, frame) {
        const flat = tf.reshape(x, [x.shape[0], inputs]);
        const mean = toMean.apply(flat);
        const logDiagonal = tf.clipByValue(toLogDiagonal.apply(flat), lowest, highest);
        const lower = toLower.apply(flat);
        /** Sums what stands below the diagonal over rows `[rows, places]`: `[rows, dim]`. */
        const perRow = (x: tf.Tensor) =>
          tf.matMul(
            x,
            onesAt(
              places.map(([row]) => row),
              dim,
            ),
          );
        const noise = frame.noise(epsilon);
        const columns = onesAt(
          places.map(([, column]) => column),
          dim,
        );
        const across = tf.mul(
          frame.perDraw(lower),
          tf.matMul(noise as tf.Tensor2D, columns, false, true),
        );
        const along = tf.mul(frame.perDraw(tf.exp(logDiagonal)), noise);
        const variance = tf.add(tf.exp(tf.mul(logDiagonal, 2)), perRow(tf.square(lower)));
        return {
          z: tf.addN([frame.perDraw(mean), along, perRow(across)]),
          mean,
          distribution: provide(correlatedMoments, { mean, variance, logDiagonal }),
          logDensity: () =>
            logDensityOfDraws(noise, frame.perDraw(tf.mul(tf.sum(logDiagonal, 1), 2))),
          beta: frame.number(klWeight),
          outputs: { logVariance: tf.log(variance) },
        };
      },
    };
  },
});

/**
 * A code that is a normal distribution with a full covariance `L L^T`: draws are `mean + L
 * epsilon`, where L is lower triangular with a positive diagonal, all made of a sample's features
 * (Kingma & Welling, "An Introduction to Variational Autoencoders", 2019, section 2.5.1). The
 * term `kl` is the divergence from the prior, the standard normal one unless another is chosen,
 * in closed form: `(|mean|^2 + |L|^2 - dim) / 2 - log det L`. Logarithms of the diagonal are kept
 * within [-15, 10]; the encoder's ONNX file gives the variances as the output `logVariance`.
 *
 * For small codes whose numbers a sample leaves unsure together; it has `dim ** 2 / 2` outputs
 * more than `gaussianCode`.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const fullCovarianceCode = sizedCode<FullCovarianceCodeOptions>(part);

/** Rows and columns of what stands below the diagonal of a square matrix. */
function belowDiagonal(dim: number): readonly (readonly [row: number, column: number])[] {
  return Array.from({ length: dim }, (_, row) =>
    Array.from({ length: row }, (_, column) => [row, column] as const),
  ).flat();
}

/** A one in each row, at the given column. */
function onesAt(columns: readonly number[], width: number): tf.Tensor2D {
  return tf.cast(tf.oneHot(tf.tensor1d([...columns], 'int32'), width), 'float32') as tf.Tensor2D;
}
