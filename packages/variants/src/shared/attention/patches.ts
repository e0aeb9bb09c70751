import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import type { Shape } from '@autoencoder-zoo/core';

/** How samples are cut into patches, each of which is a token. */
export interface Patches {
  /** How many there are along each axis that is cut. */
  readonly grid: Shape;
  /** How many there are. */
  readonly count: number;
  /** Numbers in one. */
  readonly size: number;
  /** `[batch, ...shape]` to `[batch, count, size]`. */
  cut(x: tf.Tensor): tf.Tensor3D;
  /** `[batch, count, size]` to `[batch, ...shape]`. */
  join(patches: tf.Tensor): tf.Tensor;
}

/**
 * Patches of samples of a shape. Axes that `patch` does not name are not cut: their numbers belong
 * to the patch.
 *
 * @param patch - Sizes along the first axes. Default: one step of a sequence, 4 times 4 pixels of
 * an image with channels.
 * @throws RangeError if a size does not divide its axis.
 */
export function patchesOf(
  part: string,
  shape: Shape,
  patch: readonly number[] = shape.length < 3 ? [1] : [4, 4],
): Patches {
  const misfit =
    patch.length > shape.length || patch.some((size, axis) => shape[axis] % size !== 0);
  if (misfit) {
    throw new RangeError(
      `${part}: option "patch" [${patch.join(', ')}] has to divide the first axes of samples, which have the shape [${shape.join(', ')}]`,
    );
  }
  const grid = patch.map((size, axis) => shape[axis] / size);
  const rest = shape.slice(patch.length);
  const count = sizeOf(grid);
  const size = sizeOf(shape) / count;
  // [batch, grid, patch, grid, patch, ..., rest]
  const apart = [...patch.flatMap((size, axis) => [grid[axis], size]), sizeOf(rest)];
  const axes = patch.map((_, axis) => 2 * axis + 1);
  const last = 2 * patch.length + 1;
  const together = [0, ...axes, ...axes.map((axis) => axis + 1), last];
  const back = together.map((_, axis) => together.indexOf(axis));
  return {
    grid,
    count,
    size,
    cut(x) {
      const [rows] = x.shape;
      const cells = tf.transpose(tf.reshape(x, [rows, ...apart]), together);
      return tf.reshape(cells, [rows, count, size]);
    },
    join(patches) {
      const [rows] = patches.shape;
      const cells = tf.reshape(patches, [rows, ...grid, ...patch, sizeOf(rest)]);
      return tf.reshape(tf.transpose(cells, back), [rows, ...shape]);
    },
  };
}
