import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { positiveInteger, type Context, type Frame } from '@autoencoder-zoo/core';
import { convolution } from './convolution.js';
import type { Places } from './places.js';
import { finishing, stageOptions, type StageOptions } from './stage.js';

/** Options of residual encoders and decoders. */
export interface ResidualOptions extends StageOptions {
  /** Residual blocks of each stage. Default 1. */
  readonly blocks?: number;
}

/** Checks {@link ResidualOptions}. */
export const residualOptions = {
  blocks: positiveInteger.default(1).describe('residual blocks of each stage'),
  ...stageOptions,
  normalisation: stageOptions.normalisation
    .unwrap()
    .default('batch')
    .describe('how stages are normalised'),
};

/** A function of images, `[batch, height, width, channels]`, of the same shape. */
type Through = (x: tf.Tensor, frame: Frame) => tf.Tensor;

/**
 * Residual blocks, each of which adds to what it gets: normalisation, activation and convolution,
 * twice (He et al., "Identity Mappings in Deep Residual Networks", 2016).
 */
export function residualBlocks(
  context: Context,
  places: Places,
  channels: number,
  { blocks, ...options }: Required<ResidualOptions>,
): Through {
  const inputs = sizeOf(places.kernel(options.kernelSize)) * channels;
  const half = (scope: Context): Through => {
    const finish = finishing(scope, channels, inputs, options);
    const convolve = convolution(scope, places, [channels, channels], {
      ...options,
      halves: false,
    });
    return (x, frame) => convolve(finish(x, frame));
  };
  const made = Array.from({ length: blocks }, (_, i): Through => {
    const [first, second] = ['first', 'second'].map((name) => half(context.scope(`${i}/${name}`)));
    return (x, frame) => tf.add(x, second(first(x, frame), frame));
  });
  return (x, frame) => made.reduce((h, block) => block(h, frame), x);
}
