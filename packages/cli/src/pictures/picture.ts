import type { PictureShape } from '@autoencoder-zoo/pictures/images';
import { UsageError } from '../errors.js';

/** Reads `--picture 28x20`. */
export function parsePictureSize(text: string): PictureShape {
  const [, height, width] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (!Number(height) || !Number(width)) {
    throw new UsageError(`--picture ${text}: expected <height>x<width>, such as 28x20`);
  }
  return { height: Number(height), width: Number(width), channels: 1 };
}

/**
 * How to see samples as pictures: `[height, width]`, `[height, width, channels]`, or
 * a list of numbers which fills a square.
 *
 * @param given - Height and width, where the user says them.
 * @param option - By which the user can say them.
 * @throws UsageError if the samples are no pictures, or have another size than was given.
 */
export function pictureShape(
  shape: readonly number[],
  given?: PictureShape,
  option = '--picture <height>x<width>',
): PictureShape {
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  if (given) {
    const channels = size / (given.height * given.width);
    if ([1, 3, 4].includes(channels)) return { ...given, channels };
    throw new UsageError(
      `--picture ${given.height}x${given.width}: a sample of shape [${shape.join(', ')}] has ${size} values, which do not fill it`,
    );
  }
  const [height = 1, width = 1, channels = 1] = shape;
  if (shape.length === 2) return { height, width, channels };
  if (shape.length === 3 && [1, 3, 4].includes(channels)) return { height, width, channels };
  const side = Math.sqrt(size);
  if (shape.length === 1 && Number.isInteger(side)) {
    return { height: side, width: side, channels: 1 };
  }
  throw new UsageError(
    `samples of shape [${shape.join(', ')}] are no pictures by themselves; say how to see them with ${option}`,
  );
}
