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
import { independentBits } from '../../priors/independent-bits/part.js';
import { bitLogits, logistic, logProbabilityOf, onesOf } from '../../shared/codes/bits.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { withGradientOf } from '../../shared/codes/withGradientOf.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link relaxedBernoulliCode}. */
export interface RelaxedBernoulliCodeOptions<Dim extends number = number> {
  /** Bits of a code. */
  readonly dim: Dim;
  /**
   * Temperature of the relaxation, above 0: a number, or a schedule made by `anneal`. The
   * lower, the closer are draws to zeros and ones, and the more do gradients vary. Default 1.
   */
  readonly temperature?: Scheduled;
  /**
   * Whether the decoder gets zeros and ones in training, too, while gradients are
   * those of the relaxed draw. Default false.
   */
  readonly straightThrough?: boolean;
  /** Weight of the KL term, at least 0: a number, or a schedule made by `anneal`. Default 1. */
  readonly beta?: Weight;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'relaxedBernoulli@1',
  options: z.strictObject({
    dim: positiveInteger,
    temperature: scheduled(positive).default(1),
    straightThrough: z.boolean().default(false),
    beta: weight.default(1),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, straightThrough, initialiser, ...options }, context) {
    const inputs = sizeOf(context.shapes.features);
    const layer = denseLayer(context, 'logits', inputs, dim, { activation: 'linear', initialiser });
    mirrorable(context, layer.kernel);
    const site = context.noise('logistic', [dim], logistic);
    const temperature = context.number('temperature', options.temperature);
    const klWeight = context.number('beta', options.beta);
    return {
      independent: true,
      shape: [dim],
      tells: 'bits',
      prior: independentBits(),
      code(x, frame) {
        const logits = layer.apply(tf.reshape(x, [x.shape[0], inputs]));
        const perDraw = frame.perDraw(logits);
        const noisy = tf.add(perDraw, frame.noise(site));
        const isRelaxed = frame.mode === 'train' && !straightThrough;
        const draw = () => {
          if (frame.mode !== 'train') return onesOf(noisy);
          const relaxed = tf.sigmoid(tf.div(noisy, frame.number(temperature)));
          return isRelaxed ? relaxed : withGradientOf(relaxed, onesOf(noisy));
        };
        const z = draw();
        return {
          z,
          mean: tf.sigmoid(logits),
          distribution: provide(bitLogits, logits),
          logDensity: isRelaxed ? undefined : () => logProbabilityOf(z, perDraw),
          beta: frame.number(klWeight),
        };
      },
    };
  },
});

/**
 * A code of bits, `[dim]`, trained through a relaxation: logistic noise is added to the logits,
 * and a sigmoid at a temperature stands in the place of the choice (Maddison, Mnih & Teh, "The
 * Concrete Distribution"; Jang, Gu & Poole, "Categorical Reparameterization with
 * Gumbel-Softmax", both 2017): `z = sigmoid((logits + noise) / temperature)`. The term `kl` is
 * the divergence of the Bernoulli distributions from their prior, in closed form for
 * `independentBits`, which it has unless another is chosen.
 *
 * `encode` gives the probabilities of ones. Where nothing is trained, draws are zeros and ones,
 * so `evaluate` measures a bound for the bits themselves. Objectives that need densities of
 * draws, such as `importanceWeightedBound`, train it only with `straightThrough`. For features
 * that are there or not; `relaxedCategoricalCode` chooses among several.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const relaxedBernoulliCode = sizedCode<RelaxedBernoulliCodeOptions>(part);
