import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  weight,
  type Penalty,
  type Weight,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link activityL1}. */
export interface ActivityL1Options {
  /** Weight of the term, at least 0. Default 0.001. */
  readonly weight?: Weight;
}

const part = definePart({
  kind: 'penalty',
  name: 'activityL1@1',
  options: z.strictObject({ weight: weight.default(1e-3) }),
  build({ weight }, context) {
    const scheduled = context.number('weight', weight);
    return {
      independent: true,
      terms: ({ coded }, frame) => ({
        activity: {
          value: tf.sum(tf.abs(tf.reshape(coded.mean, [coded.mean.shape[0], -1])), 1),
          weight: frame.number(scheduled),
        },
      }),
    };
  },
});

/**
 * Presses codes towards zeros: the term `activity` is the sum of their absolute values. With
 * rectified units most become exactly 0.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const activityL1: PartFactory<Penalty, [options?: ActivityL1Options]> = part;
