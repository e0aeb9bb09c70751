import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  pickVariables,
  weight,
  type Penalty,
  type Weight,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link weightDecay}. */
export interface WeightDecayOptions {
  /** Weight of the term, at least 0. Default 0.0001. */
  readonly weight?: Weight;
  /** Parts whose kernels count, such as `['decoder']`, or names of kernels. Default: all. */
  readonly only?: readonly string[];
}

const part = definePart({
  kind: 'penalty',
  name: 'weightDecay@1',
  options: z.strictObject({
    weight: weight.default(1e-4),
    only: z.array(z.string()).min(1).optional(),
  }),
  build({ weight, only }, context) {
    const scheduled = context.number('weight', weight);
    return {
      independent: true,
      terms({ variables }, frame) {
        const kernels = pickVariables(variables, only).filter(
          (v) => v.trained && v.variable.rank > 1,
        );
        const squares = kernels.map(({ variable }) => tf.sum(tf.square(variable)));
        const value = tf.mul(
          squares.reduce((sum, square) => tf.add(sum, square)),
          0.5,
        );
        return { weightDecay: { value, weight: frame.number(scheduled) } };
      },
    };
  },
});

/**
 * Keeps kernels small: the term `weightDecay` is half the sum of their squares; biases are left
 * alone. With Adam the optimiser `adamW` is usually the better choice (Loshchilov & Hutter 2019).
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is first
 * trained, if there is no such kernel.
 */
export const weightDecay: PartFactory<Penalty, [options?: WeightDecayOptions]> = part;
