import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  gumbel,
  initialiser,
  positive,
  positiveInteger,
  provide,
  scheduled,
  weight,
  withoutGradient,
  type Code,
  type Initialiser,
  type PartFactory,
  type Scheduled,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { uniformCategorical } from '../../priors/uniform-categorical/part.js';
import { logProbabilities } from '../../shared/codes/categorical.js';
import { withGradientOf } from '../../shared/codes/withGradientOf.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link relaxedCategoricalCode}. */
export interface RelaxedCategoricalCodeOptions<
  Variables extends number = number,
  Classes extends number = number,
> {
  /** Categorical variables in a code. */
  readonly variables: Variables;
  /** Classes of each variable, at least 2. */
  readonly classes: Classes;
  /**
   * Temperature of the relaxation, above 0: a number, or a schedule made by `anneal`. The
   * lower, the closer are draws to ones and zeros, and the more do gradients vary. Default 1.
   */
  readonly temperature?: Scheduled;
  /**
   * Whether the decoder gets ones and zeros in training, too, while gradients are
   * those of the relaxed draw (straight-through Gumbel-softmax). Default false.
   */
  readonly straightThrough?: boolean;
  /** Weight of the KL term, at least 0: a number, or a schedule made by `anneal`. Default 1. */
  readonly beta?: Weight;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'relaxedCategorical@1',
  options: z.strictObject({
    variables: positiveInteger,
    classes: positiveInteger.min(2),
    temperature: scheduled(positive).default(1),
    straightThrough: z.boolean().default(false),
    beta: weight.default(1),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ variables, classes, straightThrough, initialiser, ...options }, context) {
    const inputs = sizeOf(context.shapes.features);
    const layer = denseLayer(context, 'logits', inputs, variables * classes, {
      activation: 'linear',
      initialiser,
    });
    mirrorable(context, layer.kernel);
    const site = context.noise('gumbel', [variables, classes], gumbel);
    const temperature = context.number('temperature', options.temperature);
    const klWeight = context.number('beta', options.beta);
    return {
      independent: true,
      shape: [variables, classes],
      tells: 'classes',
      prior: uniformCategorical(),
      code(x, frame) {
        const rows = x.shape[0];
        const sums = layer.apply(tf.reshape(x, [rows, inputs]));
        const logShares = tf.logSoftmax(tf.reshape(sums, [rows, variables, classes]));
        const perDraw = frame.perDraw(logShares);
        const raced = tf.add(perDraw, frame.noise(site));
        const isRelaxed = frame.mode === 'train' && !straightThrough;
        const draw = () => {
          if (frame.mode !== 'train') return largest(raced);
          const relaxed = tf.softmax(tf.div(raced, frame.number(temperature)));
          return isRelaxed ? relaxed : withGradientOf(relaxed, largest(raced));
        };
        const z = draw();
        return {
          z,
          mean: tf.exp(logShares),
          distribution: provide(logProbabilities, logShares),
          logDensity: isRelaxed ? undefined : () => tf.sum(tf.mul(z, perDraw), [1, 2]),
          beta: frame.number(klWeight),
        };
      },
    };
  },
});

/**
 * A code of categorical variables, `[variables, classes]`, trained through a relaxation:
 * Gumbel noise is added to the log probabilities, and a softmax at a temperature stands in
 * the place of the choice of the largest (Jang, Gu & Poole, "Categorical Reparameterization
 * with Gumbel-Softmax"; Maddison, Mnih & Teh, "The Concrete Distribution", both 2017). The
 * term `kl` is the divergence of the categorical distributions from their prior, in closed
 * form for the uniform one, which it has unless another is chosen.
 *
 * `encode` gives the probabilities. Where nothing is trained, draws are ones and
 * zeros: `drawCodes`, and also `evaluate`, so that it measures a bound for the
 * categorical code itself. Objectives that need densities of draws, such as
 * `importanceWeightedBound`, train it only with `straightThrough`, as the density of
 * a relaxed draw has no meaning beside probabilities of choices.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const relaxedCategoricalCode = part as unknown as (<
  const Variables extends number,
  const Classes extends number,
>(
  options: RelaxedCategoricalCodeOptions<Variables, Classes>,
) => Code<readonly [Variables, Classes]>) &
  PartFactory<Code, never>;

/** A one at the largest number along the last axis, zeros elsewhere; without a gradient. */
function largest(x: tf.Tensor): tf.Tensor {
  return withoutGradient(() => tf.cast(tf.oneHot(tf.argMax(x, -1), x.shape.at(-1)!), 'float32'));
}
