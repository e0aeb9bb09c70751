import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  rate,
  single,
  uniform,
  type Corruption,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link saltAndPepper}. */
export interface SaltAndPepperOptions {
  /** Share of values that are replaced, 0 to 1. Default 0.1. */
  readonly rate?: number;
  /** What a replaced value becomes, one or the other with equal chance. Default `[0, 1]`. */
  readonly values?: readonly [pepper: number, salt: number];
}

const part = definePart({
  kind: 'corruption',
  name: 'saltAndPepper@1',
  options: z.strictObject({
    rate: rate.default(0.1),
    values: z.tuple([single, single]).default([0, 1]),
  }),
  build({ rate, values: [pepper, salt] }, context) {
    const site = context.noise('position', context.shapes.input, uniform);
    return {
      independent: true,
      corrupt(x, frame) {
        const position = frame.noise(site);
        const replaced = tf.where(
          tf.less(position, rate / 2),
          tf.fill(x.shape, pepper),
          tf.fill(x.shape, salt),
        );
        return tf.where(tf.less(position, rate), replaced, x);
      },
    };
  },
});

/**
 * Replaces values, each with probability `rate`, by the darkest or the brightest one (Vincent et
 * al., "Stacked Denoising Autoencoders", 2010).
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const saltAndPepper: PartFactory<Corruption, [options?: SaltAndPepperOptions]> = part;
