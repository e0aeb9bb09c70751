import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import type { Context } from '@autoencoder-zoo/core';
import type { Places } from './places.js';
import type { StageOptions } from './stage.js';

/** Channels before and after a convolution. */
type Channels = readonly [from: number, to: number];

type Kernel = Pick<Required<StageOptions>, 'kernelSize' | 'initialiser'>;

/** Declares the kernel of a convolution, which halves the places or keeps them; without a bias. */
export function convolution(
  context: Context,
  places: Places,
  [from, to]: Channels,
  { kernelSize, initialiser, halves }: Kernel & { readonly halves: boolean },
): (x: tf.Tensor) => tf.Tensor {
  const shape = [...places.kernel(kernelSize), from, to] as const;
  const area = shape[0] * shape[1];
  const fan = { inputs: area * from, outputs: area * to };
  const kernel = context.variable('kernel', shape, initialiser, { fan });
  const strides = halves ? places.strides : 1;
  return (x) => tf.conv2d(x as tf.Tensor4D, kernel, strides, 'same');
}

/** Declares the kernel of a convolution that doubles the places, to `size`; without a bias. */
export function transposedConvolution(
  context: Context,
  places: Places,
  [from, to]: Channels,
  { kernelSize, initialiser, size }: Kernel & { readonly size: readonly [number, number] },
): (x: tf.Tensor) => tf.Tensor {
  const inputs = (channels: number) => inputsOf(places, channels, kernelSize);
  const fan = { inputs: inputs(from), outputs: inputs(to) };
  const shape = [...places.kernel(kernelSize), to, from] as const;
  const kernel = context.variable('kernel', shape, initialiser, { fan });
  return (x) => {
    const images = x as tf.Tensor4D;
    return tf.conv2dTranspose(
      images,
      kernel,
      [images.shape[0], ...size, to],
      places.strides,
      'same',
    );
  };
}

/** Inputs of a unit of a transposed convolution, on average. */
export function inputsOf(places: Places, channels: number, size: number): number {
  return Math.max((channels * sizeOf(places.kernel(size))) / sizeOf(places.strides), 1);
}
