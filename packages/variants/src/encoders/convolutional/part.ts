import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  positiveInteger,
  type Context,
  type Encoder,
  type Frame,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { convolution } from '../../shared/convolutional/convolution.js';
import { placesOf, type Places } from '../../shared/convolutional/places.js';
import {
  finishing,
  reviveStages,
  stageOptions,
  type StageOptions,
} from '../../shared/convolutional/stage.js';

/** Options of {@link convolutionalEncoder}. */
export interface ConvolutionalEncoderOptions extends StageOptions {
  /** Filters of each stage, from the input on. Default `[32, 64]`. */
  readonly filters?: readonly number[];
}

const options = z.strictObject({
  filters: z.array(positiveInteger).min(1).default([32, 64]),
  ...stageOptions,
});

const part = definePart({
  kind: 'encoder',
  name: 'convolutional@1',
  options,
  revive: reviveStages,
  build({ filters, ...rest }, context) {
    const places = placesOf('convolutionalEncoder', rest.over, context.shapes.input);
    const { height, width, channels } = places;
    const stages = filters.map((count, i) =>
      stage(context.scope(String(i)), places, [filters[i - 1] ?? channels, count], rest),
    );
    const size = places.halved(filters.length);
    const shape = places.shape(size, filters.at(-1)!);
    return {
      independent: rest.normalisation !== 'batch',
      shape,
      encode(x, frame) {
        const [rows] = x.shape;
        const images: tf.Tensor = tf.reshape(x, [rows, height, width, channels]);
        const features = stages.reduce((h, stage) => stage(h, frame), images);
        return tf.reshape(features, [rows, ...shape]);
      },
    };
  },
});

function stage(
  context: Context,
  places: Places,
  channels: readonly [from: number, to: number],
  options: Required<StageOptions>,
): (x: tf.Tensor, frame: Frame) => tf.Tensor {
  const [from, to] = channels;
  const convolve = convolution(context, places, channels, { ...options, halves: true });
  const inputs = sizeOf(places.kernel(options.kernelSize)) * from;
  const finish = finishing(context, to, inputs, options);
  return (x, frame) => finish(convolve(x), frame);
}

/**
 * Convolutional encoder for images `[height, width, channels]`, or `[height, width]` with one
 * channel, or, `over: 'sequences'`, for sequences `[steps, channels]`: each stage has a kernel of
 * `kernelSize` times `kernelSize`, or of so many steps, and moves by two places, with zeros around
 * the sample, so that height and width, or steps, are halved and rounded up (Masci et al., "Stacked
 * Convolutional Auto-Encoders for Hierarchical Feature Extraction", 2011; strides in the place of
 * pooling: Springenberg et al., "Striving for Simplicity", 2015). The features are
 * `[height, width, channels]`, or `[steps, channels]`, of the last stage.
 *
 * With `normalisation: 'batch'` a step of training normalises by its batch, and use by running
 * averages.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is made,
 * for samples of another rank.
 */
export const convolutionalEncoder: PartFactory<Encoder, [options?: ConvolutionalEncoderOptions]> =
  part;
