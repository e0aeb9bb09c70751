import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  positiveInteger,
  type Context,
  type Encoder,
  type Frame,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import {
  finishing,
  halved,
  imageShape,
  stageOptions,
  stride,
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
  build({ filters, ...rest }, context) {
    const [height, width, channels] = imageShape('convolutionalEncoder', context.shapes.input);
    const stages = filters.map((count, i) =>
      stage(context.scope(String(i)), filters[i - 1] ?? channels, count, rest),
    );
    return {
      independent: !rest.batchNormalisation,
      shape: [...halved([height, width], filters.length), filters.at(-1)!],
      encode(x, frame) {
        const images: tf.Tensor = tf.reshape(x, [x.shape[0], height, width, channels]);
        return stages.reduce((h, stage) => stage(h, frame), images);
      },
    };
  },
});

function stage(
  context: Context,
  from: number,
  to: number,
  { kernelSize, ...rest }: Required<StageOptions>,
): (x: tf.Tensor, frame: Frame) => tf.Tensor {
  const inputs = kernelSize ** 2 * from;
  const shape = [kernelSize, kernelSize, from, to] as const;
  const fan = { inputs, outputs: kernelSize ** 2 * to };
  const kernel = context.variable('kernel', shape, rest.initialiser, { fan });
  const finish = finishing(context, to, inputs, rest);
  return (x, frame) => finish(tf.conv2d(x as tf.Tensor4D, kernel, stride, 'same'), frame);
}

/**
 * Convolutional encoder for images `[height, width, channels]`, or `[height, width]` with
 * one channel: each stage has a kernel of `kernelSize` times `kernelSize` and moves by
 * two places, with zeros around the image, so that height and width are halved and
 * rounded up (Masci et al., "Stacked Convolutional Auto-Encoders for Hierarchical Feature
 * Extraction", 2011; strides in the place of pooling: Springenberg et al., "Striving for
 * Simplicity", 2015). The features are `[height, width, channels]` of the last stage.
 *
 * With `batchNormalisation` a step of training normalises by its batch, and use by
 * running averages.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is made,
 * for samples of another rank.
 */
export const convolutionalEncoder: PartFactory<Encoder, [options?: ConvolutionalEncoderOptions]> =
  part;
