import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  bernoulli,
  definePart,
  positiveInteger,
  provide,
  rate,
  type Corruption,
  type PartFactory,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { visible } from '../../shared/masked/visible.js';

/** Options of {@link hiding}. */
export interface HidingOptions {
  /** Share of values that are hidden, 0 to 1. Default 0.5. */
  readonly rate?: number;
  /**
   * Sizes of the blocks that are hidden as a whole, along the first axes of a sample;
   * axes that it does not name are hidden with them. `[4, 4]` hides squares of 4
   * times 4 pixels with all their channels. Default: each value alone.
   */
  readonly patch?: readonly number[];
}

const part = definePart({
  kind: 'corruption',
  name: 'hiding@1',
  options: z.strictObject({
    rate: rate.default(0.5),
    patch: z.array(positiveInteger).min(1).optional(),
  }),
  build({ rate, patch }, context) {
    const { input } = context.shapes;
    const blocks = patch ?? input.map(() => 1);
    if (blocks.length > input.length) {
      throw new RangeError(
        `hiding: option "patch" has ${blocks.length} sizes, but samples have the shape [${input.join(', ')}]`,
      );
    }
    const grid = blocks.map((size, axis) => Math.ceil(input[axis] / size));
    const kept = context.noise('kept', grid, bernoulli(1 - rate));
    return {
      independent: true,
      isTask: true,
      corrupt(x, frame) {
        const left = spread(frame.noise(kept), blocks, input);
        return {
          value: tf.mul(x, left),
          counts: tf.sub(1, left),
          provides: [provide(visible, left)],
        };
      },
    };
  },
});

/**
 * A number for each block, `[batch, ...grid]`, as one for each value of the samples,
 * `[batch, ...input]`.
 */
function spread(blockwise: tf.Tensor, blocks: readonly number[], input: Shape): tf.Tensor {
  const along = blocks.reduce((values, size, axis) => {
    if (size === 1) return values;
    const block = Array.from({ length: input[axis] }, (_, i) => Math.floor(i / size));
    return tf.gather(values, tf.tensor1d(block, 'int32'), axis + 1);
  }, blockwise);
  const whole = input.slice(blocks.length);
  if (whole.length === 0) return along;
  const single = tf.reshape(along, [...along.shape, ...whole.map(() => 1)]);
  return tf.tile(single, [...along.shape.map(() => 1), ...whole]);
}

/**
 * Hides values, which are then to be guessed from those that are left: they are set to 0, only
 * they count in the loss, and the loss is measured on damaged samples, too. With `patch`,
 * blocks of an image are hidden (He et al., "Masked Autoencoders Are Scalable Vision Learners",
 * 2022, who hide 0.75 of them); without, cells of a table (as in Yoon et al., "VIME", 2020).
 * Each is hidden with the same probability. A `maskedEncoder` is told what was hidden.
 *
 * @throws OptionsError for unknown or wrong options; RangeError for a patch with more
 * axes than a sample.
 */
export const hiding: PartFactory<Corruption, [options?: HidingOptions]> = part;
