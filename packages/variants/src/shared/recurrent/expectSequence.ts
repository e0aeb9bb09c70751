import type { Shape } from '@autoencoder-zoo/core';

/**
 * Steps and channels of a sequence's shape.
 *
 * @throws RangeError if the shape is not `[steps, channels]`.
 */
export function expectSequence(part: string, shape: Shape): { steps: number; channels: number } {
  const [steps, channels] = shape;
  if (shape.length !== 2) {
    throw new RangeError(
      `${part} needs samples of shape [steps, channels], but they have [${shape.join(', ')}]; reshape the data, for example images of 784 pixels to [28, 28]`,
    );
  }
  return { steps, channels };
}
