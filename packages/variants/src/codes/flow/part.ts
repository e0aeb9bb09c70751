import { sizeOf } from '@autoencoder-zoo/engine';
import * as tf from '@autoencoder-zoo/engine/tensorflow';
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
import { momentsLayer } from '../../shared/codes/momentsLayer.js';
import { drawFrom, logDensityOfDraws } from '../../shared/codes/normal.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { through, type PerDraw } from '../../shared/flows/flow.js';
import { inverseAutoregressiveStep } from '../../shared/flows/inverseAutoregressive.js';
import { maskedAutoregressiveStep } from '../../shared/flows/maskedAutoregressive.js';
import { planarStep } from '../../shared/flows/planar.js';
import { radialStep } from '../../shared/flows/radial.js';

/** Options of {@link flowCode}. */
export interface FlowCodeOptions<Dim extends number = number> {
  /** Numbers in a code. */
  readonly dim: Dim;
  /** What a step of the flow is; see {@link flowCode}. Default `'inverseAutoregressive'`. */
  readonly kind?: FlowKind;
  /** Steps of the flow, one after the other. Default 4. */
  readonly steps?: number;
  /**
   * Units of the hidden layers of each autoregressive step, at least one layer. Planar and radial
   * steps have none. Default `[64]`.
   */
  readonly hidden?: readonly number[];
  /** Weight of the KL term, at least 0: a number, or a schedule made by `anneal`. Default 1. */
  readonly beta?: Weight;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const [plain, autoregressive] = [
  { planar: planarStep, radial: radialStep },
  {
    inverseAutoregressive: inverseAutoregressiveStep,
    maskedAutoregressive: maskedAutoregressiveStep,
  },
] as const;

/** Kinds of flows that a code can go through. */
export type FlowKind = 'planar' | 'radial' | 'inverseAutoregressive' | 'maskedAutoregressive';

const options = z
  .strictObject({
    dim: positiveInteger,
    kind: z
      .enum(['planar', 'radial', 'inverseAutoregressive', 'maskedAutoregressive'])
      .default('inverseAutoregressive'),
    steps: positiveInteger.default(4),
    hidden: z.array(positiveInteger).min(1).optional(),
    beta: weight.default(1),
    initialiser: initialiser.default('fanIn'),
  })
  .refine(({ kind, hidden }) => hidden === undefined || !Object.hasOwn(plain, kind), {
    path: ['hidden'],
    message: 'expected nothing for planar and radial steps, which have no hidden layers',
  });

const part = definePart({
  kind: 'code',
  name: 'flow@1',
  options,
  build({ dim, kind, steps, hidden = [64], beta, initialiser }, context) {
    const features = sizeOf(context.shapes.features);
    const toMoments = momentsLayer(context, features, dim, initialiser);
    const sizes = { dim, features, initialiser };
    const flow = Array.from({ length: steps }, (_, i) => {
      const scope = context.scope(`flow/${i}`);
      return kind === 'planar' || kind === 'radial'
        ? plain[kind](scope, sizes)
        : autoregressive[kind](scope, { ...sizes, hidden, reversed: i % 2 === 1 });
    });
    const epsilon = context.noise('epsilon', [dim], normal);
    const klWeight = context.number('beta', beta);
    return {
      independent: true,
      shape: [dim],
      tells: 'density',
      prior: standardNormal(),
      code(x, frame) {
        const flat = tf.reshape(x, [x.shape[0], features]);
        const { mean, logVariance } = toMoments(flat);
        const flowed = (start: tf.Tensor, perDraw: PerDraw) =>
          through(
            flow.map((step) => step(flat, perDraw)),
            start,
          );
        const perDraw: PerDraw = (values) => frame.perDraw(values);
        const noise = frame.noise(epsilon);
        const moments = { mean: perDraw(mean), logVariance: perDraw(logVariance) };
        const { z, logDeterminant } = flowed(drawFrom(moments, noise), perDraw);
        return {
          z,
          mean: flowed(mean, (values) => values).z,
          logDensity: () =>
            tf.sub(logDensityOfDraws(noise, tf.sum(moments.logVariance, 1)), logDeterminant),
          beta: frame.number(klWeight),
        };
      },
    };
  },
});

/**
 * A code whose distribution can take many shapes: draws of a normal one go through the steps of a
 * flow, invertible functions whose log determinants give the density, `log q(z) = log q(z_0) -
 * sum_k log |det J_k|` (Rezende & Mohamed, "Variational Inference with Normalizing Flows", 2015).
 * All steps depend on the features. The term `kl` is computed at the draws, weighted by `beta`.
 * `encode` gives the mean of the normal distribution, taken through the flow without noise. A step
 * of the `kind`
 * - `'planar'` stretches along one direction, `'radial'` around one point (Rezende & Mohamed);
 *   they need many steps and are cheap: `2 dim + 1` and `dim + 2` numbers each.
 * - `'inverseAutoregressive'` moves each number by the ones before it, through a gate (Kingma et
 *   al., "Improved Variational Inference with Inverse Autoregressive Flow", 2016): the usual
 *   choice. The order turns around from step to step.
 * - `'maskedAutoregressive'` moves each number by those before it that were moved already
 *   (Papamakarios, Pavlakou & Murray, "Masked Autoregressive Flow for Density Estimation", 2017).
 *   Its numbers come one after the other: a step takes `dim` times as long. Nothing holds them but
 *   log scales within (-2, 2), so that many steps train less steadily than gates do.
 *
 * @throws OptionsError for unknown or wrong options, and for `hidden` where steps have no layers.
 */
export const flowCode = sizedCode<FlowCodeOptions>(part);
