import type * as tf from '@tensorflow/tfjs-core';

/** An extent that is known, or the name of one which may be anything. */
export type Extent = number | string;

/**
 * Refuses a tensor of another shape.
 *
 * @throws RangeError which names the operation and the argument, and says what was
 * expected and what came.
 */
export function expectShape(
  argument: string,
  tensor: tf.Tensor,
  expected: readonly Extent[],
): void {
  const fits =
    tensor.rank === expected.length &&
    expected.every((extent, axis) => typeof extent === 'string' || extent === tensor.shape[axis]);
  if (fits) return;
  throw new RangeError(
    `${argument} must have shape [${expected.join(', ')}], but has [${tensor.shape.join(', ')}].`,
  );
}
