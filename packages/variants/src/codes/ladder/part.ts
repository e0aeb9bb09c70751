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
  type Moments,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { ladderPrior } from '../../priors/ladder/part.js';
import {
  ladderDivergence,
  standardLike,
  topDown,
  upperDraws,
} from '../../shared/codes/ladderKeys.js';
import { divergenceBetween, drawFrom, logDensityOf } from '../../shared/codes/normal.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { momentsLayer } from '../../shared/codes/momentsLayer.js';
import { denseLayer } from '../../shared/dense/layer.js';

/** Options of {@link ladderCode}. */
export interface LadderCodeOptions<Dim extends number = number> {
  /** Numbers in the lower layer, which the decoder gets. */
  readonly dim: Dim;
  /** Numbers in the upper layer. */
  readonly upper: number;
  /** Units of the layers between the two, on the way up and on the way down. */
  readonly units: number;
  /** Weight of the KL term, at least 0: a number, or a schedule made by `anneal`. Default 1. */
  readonly beta?: Weight;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'ladder@1',
  options: z.strictObject({
    dim: positiveInteger,
    upper: positiveInteger,
    units: positiveInteger,
    beta: weight.default(1),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, upper, units, beta, initialiser }, context) {
    const inputs = sizeOf(context.shapes.features);
    const hidden = (name: string, from: number) =>
      denseLayer(context, name, from, units, { activation: 'relu', initialiser });
    const moments = (name: string, from: number, to: number) =>
      momentsLayer(context.scope(name), from, to, initialiser);
    const toLower = moments('lower', inputs, dim);
    const up = hidden('up', inputs);
    const toUpper = moments('upper', units, upper);
    const down = hidden('down', upper);
    const fromUpper = moments('fromUpper', units, dim);
    const lowerGiven = (above: tf.Tensor) => fromUpper(down.apply(above));
    context.provide(topDown, { upper, lower: lowerGiven });
    const epsilonUpper = context.noise('epsilonUpper', [upper], normal);
    const epsilonLower = context.noise('epsilonLower', [dim], normal);
    const klWeight = context.number('beta', beta);
    return {
      independent: true,
      shape: [dim],
      tells: 'own',
      prior: ladderPrior(),
      outputs: { upper: 'the mean of the upper layer' },
      code(x, frame) {
        const flat = tf.reshape(x, [x.shape[0], inputs]);
        const evidence = toLower(flat);
        const above = toUpper(up.apply(flat));
        const perDraw = ({ mean, logVariance }: Moments): Moments => ({
          mean: frame.perDraw(mean),
          logVariance: frame.perDraw(logVariance),
        });
        const drawn = drawFrom(perDraw(above), frame.noise(epsilonUpper));
        const expected = lowerGiven(drawn);
        const below = merged(perDraw(evidence), expected);
        const z = drawFrom(below, frame.noise(epsilonLower));
        const kl1 = divergenceBetween(below, expected);
        const kl2 = divergenceBetween(above, standardLike(above.mean));
        return {
          z,
          mean: merged(evidence, lowerGiven(above.mean)).mean,
          distribution: provide(ladderDivergence, tf.concat([kl1, frame.perDraw(kl2)], 1)),
          logDensity: () => tf.add(logDensityOf(z, below), logDensityOf(drawn, perDraw(above))),
          beta: frame.number(klWeight),
          terms: {
            kl1: { value: tf.sum(kl1, 1), weight: 0 },
            kl2: { value: tf.sum(kl2, 1), weight: 0 },
          },
          provides: [provide(upperDraws, drawn)],
          outputs: { upper: above.mean },
        };
      },
    };
  },
});

/**
 * A code of two stochastic layers (Sønderby et al., "Ladder Variational
 * Autoencoders", 2016). The way up gives the upper layer's distribution and evidence
 * for the lower one; on the way down a draw of the upper layer tells what to expect
 * in the lower one, and the two are merged, each weighted by its precision. The
 * decoder gets the lower layer. Hidden layers are without batch normalisation.
 *
 * The term `kl` is the divergence of both layers from the prior, which is the code's
 * own; the measures `kl1`, of the lower layer given the upper one, and `kl2`, of the
 * upper one, are its parts. `encode` gives the mean of the lower layer at the mean of
 * the upper one; the encoder's ONNX file gives that as `upper`.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const ladderCode = sizedCode<LadderCodeOptions>(part);

/** The product of two normal densities: means weighted by their precisions, which are added. */
function merged(a: Moments, b: Moments): Moments {
  const difference = tf.sub(a.logVariance, b.logVariance);
  return {
    mean: tf.add(
      tf.mul(a.mean, tf.sigmoid(tf.neg(difference))),
      tf.mul(b.mean, tf.sigmoid(difference)),
    ),
    logVariance: tf.sub(a.logVariance, tf.softplus(difference)),
  };
}
