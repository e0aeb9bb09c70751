import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  normal,
  positive,
  positiveInteger,
  type Initialiser,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link binaryCode}. */
export interface BinaryCodeOptions<Dim extends number = number> {
  /** Bits of a code. */
  readonly dim: Dim;
  /** Standard deviation of the noise before the sigmoid, above 0. Default 4. */
  readonly deviation?: number;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'binary@1',
  options: z.strictObject({
    dim: positiveInteger,
    deviation: positive.default(4),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, deviation, initialiser }, context) {
    const inputs = sizeOf(context.shapes.features);
    const layer = denseLayer(context, 'dense', inputs, dim, { activation: 'linear', initialiser });
    mirrorable(context, layer.kernel);
    const noise = context.noise('noise', [dim], normal);
    return {
      independent: true,
      shape: [dim],
      tells: 'nothing',
      code(x, frame) {
        const sums = layer.apply(tf.reshape(x, [x.shape[0], inputs]));
        const noisy = tf.add(frame.perDraw(sums), tf.mul(frame.noise(noise), deviation));
        return { z: tf.sigmoid(noisy), mean: tf.sigmoid(sums) };
      },
    };
  },
});

/**
 * A code of numbers near 0 or 1, to be rounded to bits: sigmoid units with gaussian
 * noise on what they sum up, so that they have to saturate to be understood
 * (Salakhutdinov & Hinton, "Semantic hashing", 2009, whose noise has the deviation 4
 * and is drawn once for each sample; here it is drawn anew each time). `encode` gives
 * the sigmoids without noise, from 0 to 1; those of at least 1/2 are the ones.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const binaryCode = sizedCode<BinaryCodeOptions>(part);
