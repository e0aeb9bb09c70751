import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  weight,
  type Penalty,
  type Weight,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { flat } from '../../shared/codes/flat.js';

/** Options of {@link activityL2}. */
export interface ActivityL2Options {
  /** Weight of the term, at least 0. Default 0.001. */
  readonly weight?: Weight;
}

const part = definePart({
  kind: 'penalty',
  name: 'activityL2@1',
  options: z.strictObject({ weight: weight.default(1e-3) }),
  build({ weight }, context) {
    const scheduled = context.number('weight', weight);
    return {
      independent: true,
      terms: ({ coded }, frame) => ({
        squaredActivity: {
          value: tf.mul(tf.sum(tf.square(flat(coded.mean)), 1), 0.5),
          weight: frame.number(scheduled),
        },
      }),
    };
  },
});

/**
 * Keeps codes near the origin: the term `squaredActivity` is half the sum of their squares (the
 * divergence of a regularised autoencoder: Ghosh et al., "From Variational to Deterministic
 * Autoencoders", 2020). It bounds a code that the decoder could otherwise spread without end.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const activityL2: PartFactory<Penalty, [options?: ActivityL2Options]> = part;
