import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  bernoulli,
  definePart,
  rate,
  type Corruption,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link masking}. */
export interface MaskingOptions {
  /** Share of values that are lost, 0 to 1. Default 0.3. */
  readonly rate?: number;
}

const part = definePart({
  kind: 'corruption',
  name: 'masking@1',
  options: z.strictObject({ rate: rate.default(0.3) }),
  build({ rate }, context) {
    const kept = context.noise('kept', context.shapes.input, bernoulli(1 - rate));
    return { independent: true, corrupt: (x, frame) => tf.mul(x, frame.noise(kept)) };
  },
});

/**
 * Sets each value to 0 with probability `rate` (Vincent et al., "Extracting and Composing Robust
 * Features with Denoising Autoencoders", 2008). What is left is not scaled up, unlike in dropout.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const masking: PartFactory<Corruption, [options?: MaskingOptions]> = part;
