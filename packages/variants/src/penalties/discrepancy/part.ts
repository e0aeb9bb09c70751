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

/** Options of {@link discrepancy}. */
export interface DiscrepancyOptions {
  /** Weight of the term, at least 0. Default 10. */
  readonly weight?: Weight;
  /**
   * How alike two codes at a distance r are, with `c = 2 * numbers * scale`.
   * - `'inverseMultiquadratic'`: `c / (c + r^2)`, whose heavy tails reach far codes. Default.
   * - `'gaussian'`: `exp(-r^2 / c)`, also called RBF.
   */
  readonly kernel?: 'inverseMultiquadratic' | 'gaussian';
  /**
   * Scales over which kernels are summed, 1e-6 to 1e6, in variances of the prior's numbers. Default
   * `[0.1, 0.2, 0.5, 1, 2, 5, 10]`.
   */
  readonly scales?: readonly number[];
  /**
   * - `'unbiased'`: without pairs of a code with itself; may be below 0. Default.
   * - `'biased'`: with them; never below 0.
   */
  readonly estimate?: 'unbiased' | 'biased';
}

const part = definePart({
  kind: 'penalty',
  name: 'discrepancy@1',
  options: z.strictObject({
    weight: weight.default(10),
    kernel: z.enum(['inverseMultiquadratic', 'gaussian']).default('inverseMultiquadratic'),
    scales: z.array(z.number().min(1e-6).max(1e6)).min(1).default([0.1, 0.2, 0.5, 1, 2, 5, 10]),
    estimate: z.enum(['unbiased', 'biased']).default('unbiased'),
  }),
  build({ weight, kernel, scales, estimate }, context) {
    const { prior } = context;
    const scheduled = context.number('weight', weight);
    /** Sum of how alike all pairs are. */
    const alike = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor => {
      const squares = squaredDistances(a, b);
      return scales
        .map((scale) => 2 * a.shape[1] * scale)
        .map((c) => kernels[kernel](squares, c))
        .map((likeness) => tf.sum(likeness))
        .reduce((sum, each) => tf.add(sum, each));
    };
    return {
      terms({ coded: { z } }, frame) {
        const rows = z.shape[0];
        const [codes, draws] = [flat(z), flat(prior.sample(rows, frame))];
        const within = tf.add(alike(codes, codes), alike(draws, draws));
        const own = estimate === 'unbiased' ? rows : 0;
        const pairs = Math.max(rows * (rows - own / rows), 1);
        const value = tf.sub(
          tf.div(tf.sub(within, 2 * own * scales.length), pairs),
          tf.mul(alike(codes, draws), 2 / rows ** 2),
        );
        return { discrepancy: { value, weight: frame.number(scheduled) } };
      },
    };
  },
});

/**
 * Presses the codes of all samples together towards the model's prior: the term `discrepancy` is
 * the squared maximum mean discrepancy between the codes of the batch and as many draws of the
 * prior (Tolstikhin et al., "Wasserstein Auto-Encoders", 2018, WAE-MMD; Zhao, Song & Ermon,
 * "InfoVAE", 2019), `E k(z, z') + E k(p, p') - 2 E k(z, p)`: 0 where the two have the same
 * distribution. It leaves each single code free to say what it knows. No density is needed, so the
 * prior can be any that gives samples and the code any, also a deterministic one; the model is
 * given the prior by name: `prior: standardNormal()`. `adversarial` does the same by a critic,
 * `slicedWasserstein` by projections.
 *
 * Each pair of rows is compared, for each scale.
 *
 * @throws OptionsError for unknown or wrong options; Error if the model has no prior.
 */
export const discrepancy: PartFactory<Penalty, [options?: DiscrepancyOptions]> = part;

const kernels = {
  inverseMultiquadratic: (squares: tf.Tensor, c: number) => tf.div(c, tf.add(squares, c)),
  gaussian: (squares: tf.Tensor, c: number) => tf.exp(tf.div(squares, -c)),
};

/** `[rows, numbers]` and others to the squared distance of each pair. */
function squaredDistances(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor {
  const [lengths, others] = [a, b].map((codes) => tf.sum(tf.square(codes), 1));
  const products = tf.matMul(a, b, false, true);
  const sums = tf.add(tf.expandDims(lengths, 1), tf.expandDims(others, 0));
  // Rounding leaves numbers below 0.
  return tf.relu(tf.sub(sums, tf.mul(products, 2)));
}
