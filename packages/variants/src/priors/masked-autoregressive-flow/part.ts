import { sizeOf } from '@autoencoder-zoo/engine';
import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  normal,
  positiveInteger,
  type PartFactory,
  type Prior,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { logDensityOfDraws } from '../../shared/codes/normal.js';
import { through } from '../../shared/flows/flow.js';
import { maskedAutoregressive } from '../../shared/flows/maskedAutoregressive.js';
import { descend, descentOptions, type DescentOptions } from '../../shared/priors/descent.js';
import { momentsOf, valuesOf } from '../../shared/priors/standardise.js';

/** Options of {@link maskedAutoregressiveFlow}. */
export interface MaskedAutoregressiveFlowOptions extends Partial<DescentOptions> {
  /** Steps of the flow, one after the other. Default 5. */
  readonly steps?: number;
  /** Units of the hidden layers of each step, at least one layer. Default `[64, 64]`. */
  readonly hidden?: readonly number[];
}

const part = definePart({
  kind: 'prior',
  name: 'maskedAutoregressiveFlow@1',
  options: z.strictObject({
    steps: positiveInteger.default(5),
    hidden: z.array(positiveInteger).min(1).default([64, 64]),
    ...descentOptions,
  }),
  build({ steps, hidden, ...descent }, context) {
    const { code } = context.shapes;
    const dim = sizeOf(code);
    const flow = Array.from({ length: steps }, (_, i) =>
      maskedAutoregressive(context.scope(String(i)), {
        dim,
        hidden,
        reversed: i % 2 === 1,
        initialiser: 'fanIn',
      }),
    );
    // The flow works on numbers of mean 0 and deviation 1 once it is fitted.
    const shift = context.variable('shift', [dim], 'zeros');
    const logScale = context.variable('logScale', [dim], 'zeros');
    const epsilon = context.noise('epsilon', [dim], normal);
    const logDensity = (codes: tf.Tensor) => {
      const flat = tf.reshape(codes, [codes.shape[0], dim]);
      const x = tf.mul(tf.sub(flat, shift), tf.exp(tf.neg(logScale)));
      const { z, logDeterminant } = through(
        flow.map((step) => step().toNoise),
        x,
      );
      // The log deviation of the code from its noise, all numbers together.
      const logDeviation = tf.sub(tf.sum(logScale), logDeterminant);
      return logDensityOfDraws(z, tf.mul(logDeviation, 2));
    };
    return {
      independent: true,
      sample(rows, frame) {
        const { z } = through(
          flow.toReversed().map((step) => step().fromNoise),
          frame.noise(epsilon),
        );
        return tf.reshape(tf.add(tf.mul(z, tf.exp(logScale)), shift), [rows, ...code]);
      },
      logDensity,
      async fit(fitting) {
        const { mean, deviation } = momentsOf(valuesOf(fitting.codes), dim);
        fitting.set(shift, mean);
        fitting.set(logScale, deviation.map(Math.log));
        await descend(fitting, descent, {}, ({ z }) => tf.neg(tf.mean(logDensity(z))));
      },
    };
  },
});

/**
 * A prior that a masked autoregressive flow shapes (Papamakarios, Pavlakou & Murray, "Masked
 * Autoregressive Flow for Density Estimation", 2017): each number of a code is a normal one whose
 * mean and deviation follow from the numbers before it, several times over, in an order that turns
 * around. It is learned with the model, whose code then has to have a density, such as
 * `gaussianCode`: the term `kl` is computed at its draws. Or it is fitted after training by
 * `withPrior` to codes of any kind, by the likelihood, with Adam, from codes that are shifted and
 * scaled to mean 0 and deviation 1.
 *
 * The density of a batch takes one pass of its networks, a sample as many as a code has numbers.
 * Log scales are held within (-2, 2) in each step.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const maskedAutoregressiveFlow: PartFactory<
  Prior,
  [options?: MaskedAutoregressiveFlowOptions]
> = part;
