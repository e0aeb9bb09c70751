import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  bernoulli,
  definePart,
  positiveInteger,
  provide,
  rate,
  uniform,
  type Corruption,
  type PartFactory,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { blocksLeft, gridOfBlocks } from '../../shared/masked/blocksLeft.js';
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
  /**
   * Whether of each sample as many blocks are hidden as `rate` says, rounded, and one is left at
   * least: then a `transformerEncoder` leaves hidden ones out. Default false: each by itself.
   */
  readonly exact?: boolean;
}

const part = definePart({
  kind: 'corruption',
  name: 'hiding@1',
  options: z.strictObject({
    rate: rate.default(0.5),
    patch: z.array(positiveInteger).min(1).optional(),
    exact: z.boolean().default(false),
  }),
  build({ rate, patch, exact }, context) {
    const { input } = context.shapes;
    const blocks = patch ?? input.map(() => 1);
    if (blocks.length > input.length) {
      throw new RangeError(
        `hiding: option "patch" has ${blocks.length} sizes, but samples have the shape [${input.join(', ')}]`,
      );
    }
    const grid = blocks.map((size, axis) => Math.ceil(input[axis] / size));
    const count = sizeOf(grid);
    const remaining = Math.max(1, Math.round((1 - rate) * count));
    const kept = context.noise('kept', grid, exact ? uniform : bernoulli(1 - rate));
    if (exact) context.provide(gridOfBlocks, grid);
    return {
      independent: true,
      isTask: true,
      corrupt(x, frame) {
        const drawn = frame.noise(kept);
        const chosen = exact ? largest(tf.reshape(drawn, [-1, count]), remaining) : undefined;
        const whole = chosen ? tf.reshape(tf.sum(chosen, 1), drawn.shape) : drawn;
        const left = spread(whole, blocks, input);
        return {
          value: tf.mul(x, left),
          counts: tf.sub(1, left),
          provides: [provide(visible, left), ...(chosen ? [provide(blocksLeft, chosen)] : [])],
        };
      },
    };
  },
});

/** Where the `count` largest numbers of each row stand, `[rows, count, columns]`. */
function largest(numbers: tf.Tensor2D, count: number): tf.Tensor3D {
  const { indices } = tf.topk(numbers, count);
  return tf.oneHot(tf.cast(indices, 'int32'), numbers.shape[1], 1, 0, 'float32') as tf.Tensor3D;
}

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
 * Each is hidden with the same probability. A `maskedEncoder` is told what was hidden, and a
 * `transformerEncoder` leaves it out if it is `exact`.
 *
 * @throws OptionsError for unknown or wrong options; RangeError for a patch with more
 * axes than a sample.
 */
export const hiding: PartFactory<Corruption, [options?: HidingOptions]> = part;
