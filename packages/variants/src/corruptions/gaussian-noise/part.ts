import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  normal,
  positive,
  type Corruption,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link gaussianNoise}. */
export interface GaussianNoiseOptions {
  /** Standard deviation of the noise, above 0, in units of the scaled input. Default 0.3. */
  readonly deviation?: number;
}

const part = definePart({
  kind: 'corruption',
  name: 'gaussianNoise@1',
  options: z.strictObject({ deviation: positive.default(0.3) }),
  build({ deviation }, context) {
    const noise = context.noise('normal', context.shapes.input, normal);
    return {
      independent: true,
      corrupt: (x, frame) => tf.add(x, tf.mul(frame.noise(noise), deviation)),
    };
  },
});

/**
 * Adds normal noise to each value (Vincent et al., "Stacked Denoising Autoencoders", 2010).
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const gaussianNoise: PartFactory<Corruption, [options?: GaussianNoiseOptions]> = part;
