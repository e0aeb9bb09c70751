import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, positive, type Likelihood, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link robustLikelihood}. */
export interface RobustLikelihoodOptions {
  /** Price of the outlier part, above 0: the less, the more is taken for an outlier. Default 1. */
  readonly lambda?: number;
  /**
   * What is an outlier.
   * - `'values'`: values here and there (the `l1` norm). Default.
   * - `'samples'`: whole samples (the `l2,1` norm).
   */
  readonly outliers?: 'values' | 'samples';
}

const part = definePart({
  kind: 'likelihood',
  name: 'robust@1',
  options: z.strictObject({
    lambda: positive.default(1),
    outliers: z.enum(['values', 'samples']).default('values'),
  }),
  build({ lambda, outliers }) {
    return {
      independent: true,
      parametersPerValue: 1,
      elements(output, target) {
        const squares = tf.squaredDifference(output, target);
        if (outliers === 'values') return withoutOutlier(squares, lambda);
        const axes = squares.shape.slice(1).map((_, axis) => axis + 1);
        const whole = tf.sum(squares, axes, true);
        const size = squares.size / squares.shape[0];
        const shared = tf.div(withoutOutlier(whole, lambda), size);
        return tf.add(tf.zerosLike(squares), shared);
      },
      mean: (output) => output,
      parametersOf: (mean) => [mean],
    };
  },
});

/**
 * The reconstruction term of a robust autoencoder (Zhou & Paffenroth, "Anomaly Detection with
 * Robust Deep Autoencoders", 2017), which takes the data for `X = L + S`: what the autoencoder
 * reconstructs, and a sparse part of outliers that it need not, `|L - D(E(X))|^2 + lambda |S|`.
 *
 * The paper alternates between the two parts. For an output the best `S` is known: what is left
 * over, `r = x - output`, shrunk by `lambda / 2`. Put in, it leaves `r^2` where
 * `|r| <= lambda / 2` and `lambda |r| - lambda^2 / 4` beyond, and training makes that small, with
 * no part of the data to be kept (with `'values'` it is Huber's loss). With `'samples'`, `|r|` is
 * the length of a sample's whole residual, which is shared out evenly over its values. A far-off
 * value or sample pulls with a bounded force, so that it does not bend the code. Unlike there,
 * the encoder reads `X`. `S` of a sample is what `reconstruct` leaves over, shrunk. Where some
 * values do not count, such as steps that do not exist, `'values'` is right: to `'samples'` all do.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const robustLikelihood: PartFactory<Likelihood, [options?: RobustLikelihoodOptions]> = part;

/** `min_S (r - S)^2 + lambda |S|` for squares of residuals. */
function withoutOutlier(squares: tf.Tensor, lambda: number): tf.Tensor {
  const edge = lambda / 2;
  // The root is steep at 0.
  const length = tf.sqrt(tf.maximum(squares, 1e-24));
  const beyond = tf.sub(tf.maximum(length, edge), edge);
  return tf.add(tf.square(tf.minimum(length, edge)), tf.mul(beyond, lambda));
}
