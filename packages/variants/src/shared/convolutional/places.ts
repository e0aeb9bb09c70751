import type { Shape } from '@autoencoder-zoo/core';
import { expectSequence } from '../recurrent/expectSequence.js';

/** Places between which a step of a convolution goes. */
const stride = 2;

/** The places that convolutions go over: those of an image, or steps, as an image one wide. */
export interface Places {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** How far a convolution moves, along height and width. */
  readonly strides: [number, number];
  /** Height and width of a kernel of a size. */
  kernel(size: number): [number, number];
  /** Height and width once they were halved so often, rounded up. */
  halved(times: number): [number, number];
  /** The shape of a sample with so many places and channels, in the words of the samples. */
  shape(size: readonly [number, number], channels: number): Shape;
}

/**
 * Places of samples: of images `[height, width, channels]`, or `[height, width]` with one channel;
 * of sequences `[steps, channels]`.
 *
 * @throws Error for samples of another rank.
 */
export function placesOf(part: string, over: 'images' | 'sequences', shape: Shape): Places {
  if (over === 'sequences') {
    const { steps, channels } = expectSequence(part, shape);
    return {
      ...{ height: steps, width: 1, channels, strides: [stride, 1] },
      kernel: (size) => [size, 1],
      halved: (times) => [half(steps, times), 1],
      shape: ([steps], channels) => [steps, channels],
    };
  }
  const [height, width, channels] = imageShape(part, shape);
  return {
    ...{ height, width, channels, strides: [stride, stride] },
    kernel: (size) => [size, size],
    halved: (times) => [half(height, times), half(width, times)],
    shape: (size, channels) => [...size, channels],
  };
}

const half = (size: number, times: number) => Math.ceil(size / stride ** times);

function imageShape(part: string, shape: Shape): readonly [number, number, number] {
  if (shape.length === 2) return [shape[0], shape[1], 1];
  if (shape.length === 3) return [shape[0], shape[1], shape[2]];
  throw new Error(
    `${part} is for images [height, width, channels] or [height, width], but the shape is [${shape.join(', ')}]; reshape the data`,
  );
}
