import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { definePart, positiveInteger, type Encoder, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { convolution } from '../../shared/convolutional/convolution.js';
import { placesOf } from '../../shared/convolutional/places.js';
import {
  residualBlocks,
  residualOptions,
  type ResidualOptions,
} from '../../shared/convolutional/residual.js';
import { finishing } from '../../shared/convolutional/stage.js';

/** Options of {@link residualEncoder}. */
export interface ResidualEncoderOptions extends ResidualOptions {
  /** Filters of each stage, from the input on. Default `[32, 64]`. */
  readonly filters?: readonly number[];
}

const part = definePart({
  kind: 'encoder',
  name: 'residual@1',
  options: z.strictObject({
    filters: z.array(positiveInteger).min(1).default([32, 64]),
    ...residualOptions,
  }),
  build({ filters, ...options }, context) {
    const places = placesOf('residualEncoder', options.over, context.shapes.input);
    const { height, width, channels } = places;
    const stages = filters.map((count, i) => {
      const scope = context.scope(String(i));
      const convolve = convolution(scope, places, [filters[i - 1] ?? channels, count], {
        ...options,
        halves: true,
      });
      return { convolve, blocks: residualBlocks(scope, places, count, options) };
    });
    const last = filters.at(-1)!;
    const inputs = sizeOf(places.kernel(options.kernelSize)) * last;
    const finish = finishing(context.scope('last'), last, inputs, options);
    const shape = places.shape(places.halved(filters.length), last);
    return {
      independent: options.normalisation !== 'batch',
      shape,
      encode(x, frame) {
        const [rows] = x.shape;
        const sums = stages.reduce<tf.Tensor>(
          (h, { convolve, blocks }) => blocks(convolve(h), frame),
          tf.reshape(x, [rows, height, width, channels]),
        );
        return tf.reshape(finish(sums, frame), [rows, ...shape]);
      },
    };
  },
});

/**
 * Residual encoder for images `[height, width, channels]`, or `[height, width]` with one channel,
 * or, `over: 'sequences'`, for sequences `[steps, channels]`: each stage is a convolution that
 * halves height and width, or steps, and residual blocks, which add to what they get (He et al.,
 * "Deep Residual Learning for Image Recognition", 2016, with the order of their second paper of
 * that year). Gradients reach the first stage unhindered, so that nets may be deep. Normalised over
 * the batch unless another `normalisation` is chosen. The features are `[height, width, channels]`,
 * or `[steps, channels]`, of the last stage.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is made, for samples of
 * another rank.
 */
export const residualEncoder: PartFactory<Encoder, [options?: ResidualEncoderOptions]> = part;
