import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  positive,
  positiveInteger,
  provide,
  scheduled,
  weight,
  type Initialiser,
  type Scheduled,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { bitLogits, logistic, logProbabilityOf, onesOf } from '../../shared/codes/bits.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { withGradientOf } from '../../shared/codes/withGradientOf.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link straightThroughCode}. */
export interface StraightThroughCodeOptions<Dim extends number = number> {
  /** Bits of a code. */
  readonly dim: Dim;
  /**
   * What gradients take the draw for.
   * - `'identity'`: the sum itself, the paper's first and better choice. Default.
   * - `'sigmoid'`: the probability of a one.
   */
  readonly gradient?: 'identity' | 'sigmoid';
  /**
   * Factor of the sums before the sigmoid, above 0: a number, or a schedule made by `anneal`
   * that makes draws surer (Chung, Ahn & Bengio, "Hierarchical Multiscale Recurrent Neural
   * Networks", 2017). Default 1.
   */
  readonly slope?: Scheduled;
  /** Weight of the KL term where the model has a prior, at least 0. Default 1. */
  readonly beta?: Weight;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'straightThrough@1',
  options: z.strictObject({
    dim: positiveInteger,
    gradient: z.enum(['identity', 'sigmoid']).default('identity'),
    slope: scheduled(positive).default(1),
    beta: weight.default(1),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, gradient, initialiser, ...options }, context) {
    const inputs = sizeOf(context.shapes.features);
    const layer = denseLayer(context, 'logits', inputs, dim, { activation: 'linear', initialiser });
    mirrorable(context, layer.kernel);
    const site = context.noise('logistic', [dim], logistic);
    const slope = context.number('slope', options.slope);
    const klWeight = context.number('beta', options.beta);
    return {
      independent: true,
      shape: [dim],
      tells: 'bits',
      code(x, frame) {
        const sums = layer.apply(tf.reshape(x, [x.shape[0], inputs]));
        const logits = tf.mul(sums, frame.number(slope));
        const perDraw = frame.perDraw(logits);
        const bits = onesOf(tf.add(perDraw, frame.noise(site)));
        const z = withGradientOf(gradient === 'identity' ? perDraw : tf.sigmoid(perDraw), bits);
        return {
          z,
          mean: tf.sigmoid(logits),
          distribution: provide(bitLogits, logits),
          logDensity: () => logProbabilityOf(z, perDraw),
          beta: frame.number(klWeight),
        };
      },
    };
  },
});

/**
 * A code of binary stochastic units, `[dim]`: the decoder gets zeros and ones, drawn with the
 * probabilities `sigmoid(slope * sums)`, and the gradient goes past the draw as if it were not
 * there (Bengio, Léonard & Courville, "Estimating or Propagating Gradients Through Stochastic
 * Neurons for Conditional Computation", 2013). `encode` gives the probabilities.
 *
 * The simplest way to codes of bits. It has no prior unless one is chosen: with
 * `prior: independentBits()` the model has the term `kl` and can `sample`. Gradients are biased;
 * those of `relaxedBernoulliCode` are those of what it computes.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const straightThroughCode = sizedCode<StraightThroughCodeOptions>(part);
