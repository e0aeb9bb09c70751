import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  positiveInteger,
  single,
  uniform,
  type Corruption,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link blocks}. */
export interface BlocksOptions {
  /** Blocks in each sample; they may overlap. Default 1. */
  readonly count?: number;
  /**
   * Their size along the first axes of a sample; axes that it does not name are lost with them.
   * `[8, 8]` takes squares out of an image with all their channels, `[20]` spans out of a sequence.
   * Default: a quarter of each axis, rounded up.
   */
  readonly size?: readonly number[];
  /** What lost values become. Default 0. */
  readonly value?: number;
}

const part = definePart({
  kind: 'corruption',
  name: 'blocks@1',
  options: z.strictObject({
    count: positiveInteger.default(1),
    size: z.array(positiveInteger).min(1).optional(),
    value: single.default(0),
  }),
  build({ count, size, value }, context) {
    const { input } = context.shapes;
    const sizes = size ?? input.map((length) => Math.ceil(length / 4));
    if (sizes.length > input.length || sizes.some((size, axis) => size > input[axis])) {
      throw new RangeError(
        `blocks: option "size" is [${sizes.join(', ')}], which does not fit into samples of the shape [${input.join(', ')}]`,
      );
    }
    const site = context.noise('place', [count, sizes.length], uniform);
    return {
      independent: true,
      corrupt(x, frame) {
        const places = tf.split(frame.noise(site), sizes.length, 2);
        const inBlocks = sizes
          .map((size, axis) => {
            const along = within(places[axis], size, input[axis]); // [batch, count, length]
            const others = sizes.map((_, i) => (i === axis ? input[axis] : 1));
            return tf.reshape(along, [x.shape[0], count, ...others]);
          })
          .reduce((all, one) => tf.mul(all, one));
        const lost = tf.max(inBlocks, 1);
        const whole = input.slice(sizes.length).map(() => 1);
        const lostValues = tf.reshape(lost, [...lost.shape, ...whole]);
        return tf.add(tf.mul(x, tf.sub(1, lostValues)), tf.mul(lostValues, value));
      },
    };
  },
});

/**
 * Sets blocks of neighbouring values, at places anywhere in the sample, to one value: rectangles
 * of an image (DeVries & Taylor, "Improved Regularization of Convolutional Neural Networks with
 * Cutout", 2017; Pathak et al., "Context Encoders", 2016), spans of a sequence (Park et al.,
 * "SpecAugment", 2019). Single pixels can be guessed from their neighbours; blocks cannot. Each
 * block lies within the sample. `hiding` hides patches of a grid instead, and makes them the task.
 *
 * @throws OptionsError for unknown or wrong options; RangeError, when the model is made, for a
 * block larger than a sample.
 */
export const blocks: PartFactory<Corruption, [options?: BlocksOptions]> = part;

/**
 * Ones at `size` neighbouring places out of `length`, by where they begin as shares of the room,
 * `[batch, count, 1]`: `[batch, count, length]`.
 */
function within(place: tf.Tensor, size: number, length: number): tf.Tensor {
  // Rounding may lead to the end of the room itself.
  const start = tf.minimum(tf.floor(tf.mul(place, length - size + 1)), length - size);
  const distance = tf.sub(tf.range(0, length), start);
  const inside = tf.logicalAnd(tf.greaterEqual(distance, 0), tf.less(distance, size));
  return tf.cast(inside, 'float32');
}
