import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  normal,
  positiveInteger,
  provide,
  uniform,
  weight,
  type Initialiser,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { uniformSphere } from '../../priors/uniform-sphere/part.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { drawAround } from '../../shared/sphere/drawAround.js';
import { logDensityAt, unit, vonMisesFisher } from '../../shared/sphere/vonMisesFisher.js';

/** Options of {@link vonMisesFisherCode}. */
export interface VonMisesFisherCodeOptions<Dim extends number = number> {
  /** Numbers in a code, at least 2: the sphere has one dimension less. */
  readonly dim: Dim;
  /** Weight of the KL term, at least 0: a number, or a schedule made by `anneal`. Default 1. */
  readonly beta?: Weight;
  /**
   * Proposals of the rejection sampling for each draw. The first one that is accepted
   * counts; if none is, the first one of all. Default 16.
   */
  readonly proposals?: number;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

/** Concentrations are held below: beyond, float32 has no numbers between direction and draw. */
const highest = 1e6;

const part = definePart({
  kind: 'code',
  name: 'vonMisesFisher@1',
  options: z.strictObject({
    dim: positiveInteger.min(2),
    beta: weight.default(1),
    proposals: positiveInteger.default(16),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, beta, proposals, initialiser }, context) {
    const inputs = sizeOf(context.shapes.features);
    const options = { activation: 'linear', initialiser } as const;
    const toDirection = denseLayer(context, 'direction', inputs, dim, options);
    const toConcentration = denseLayer(context, 'concentration', inputs, 1, options);
    const proposed = context.noise('proposals', [proposals, 3], uniform);
    const tangent = context.noise('tangent', [dim], normal);
    const klWeight = context.number('beta', beta);
    return {
      independent: true,
      shape: [dim],
      tells: 'directions',
      prior: uniformSphere(),
      outputs: {
        concentration: 'how closely draws lie around the output code: kappa, at least 1',
      },
      code(x, frame) {
        const flat = tf.reshape(x, [x.shape[0], inputs]);
        const direction = unit(toDirection.apply(flat));
        const sums = toConcentration.apply(flat);
        const concentration = tf.minimum(tf.add(tf.softplus(sums), 1), highest);
        const perDraw = frame.perDraw(concentration);
        const { z, gap } = drawAround(frame.perDraw(direction), perDraw, {
          proposals: frame.noise(proposed),
          tangent: frame.noise(tangent),
        });
        return {
          z,
          mean: direction,
          distribution: provide(vonMisesFisher, { direction, concentration }),
          logDensity: () => logDensityAt(dim, perDraw, gap),
          beta: frame.number(klWeight),
          outputs: { concentration },
        };
      },
    };
  },
});

/**
 * A code on the unit sphere: a von Mises-Fisher distribution around a direction
 * (Davidson et al., "Hyperspherical Variational Auto-Encoders", 2018). The term `kl` is
 * its divergence from the prior, exact for the uniform one on the sphere, which it has
 * unless another is chosen. The concentration is 1 and a softplus, and at most 1e6.
 *
 * Draws are made by rejection sampling (Ulrich 1984, Wood 1994), of so many
 * `proposals`. The gradient is that of the accepted proposal: that another
 * concentration would accept others is left out, so the gradient is biased.
 *
 * `encode` gives the direction; the encoder's ONNX file gives `concentration`, too.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const vonMisesFisherCode = sizedCode<VonMisesFisherCodeOptions>(part);
