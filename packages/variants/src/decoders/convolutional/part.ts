import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  positiveInteger,
  type Context,
  type Decoder,
  type Initialiser,
  type PartFactory,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import {
  biasOf,
  finishing,
  halved,
  imageShape,
  stageOptions,
  stride,
  type StageOptions,
} from '../../shared/convolutional/stage.js';

/** Options of {@link convolutionalDecoder}. */
export interface ConvolutionalDecoderOptions extends StageOptions {
  /** Channels before each stage, from the code on. Default `[64, 32]`. */
  readonly filters?: readonly number[];
}

const options = z.strictObject({
  filters: z.array(positiveInteger).min(1).default([64, 32]),
  ...stageOptions,
});

const part = definePart({
  kind: 'decoder',
  name: 'convolutional@1',
  options,
  build({ filters, ...rest }, context) {
    const { code, output, target } = context.shapes;
    const [height, width] = imageShape('convolutionalDecoder', target);
    const channels = sizeOf(output) / (height * width);
    const grid = (stage: number) => halved([height, width], filters.length - stage);
    const smallest = [...grid(0), filters[0]];
    const spread = spreading(context.scope('spread'), code, smallest, rest.initialiser);
    const finish = filters.map((count, i) => {
      const inputs = i === 0 ? spread.inputs : inputsOf(filters[i - 1], rest.kernelSize);
      const scope = context.scope(i === 0 ? 'spread' : String(i - 1));
      return finishing(scope, count, inputs, rest);
    });
    const transposed = filters.map((count, i) =>
      transposedConvolution(
        context.scope(String(i)),
        count,
        filters[i + 1] ?? channels,
        grid(i + 1),
        rest,
      ),
    );
    const bias = biasOf(
      context.scope(String(filters.length - 1)),
      channels,
      inputsOf(filters.at(-1)!, rest.kernelSize),
      rest.initialiser,
    );
    return {
      independent: !rest.batchNormalisation,
      ...(target.length === 3 && { outputBias: bias }),
      decode(z, frame) {
        const sums = transposed.reduce(
          (h, stage, i) => stage(finish[i](h, frame)),
          spread.apply(z),
        );
        const images = tf.add(sums, bias);
        // Parameters stand side by side on the last axis of the target.
        const ordered = target.length === 3 ? images : tf.transpose(images, [0, 1, 3, 2]);
        return tf.reshape(ordered, [z.shape[0], ...output]);
      },
    };
  },
});

/** Inputs of a unit of a transposed convolution, on average. */
const inputsOf = (channels: number, kernelSize: number) =>
  Math.max((channels * kernelSize ** 2) / stride ** 2, 1);

/**
 * From codes to the smallest images: at each place by itself where codes have the
 * places, else as a whole.
 */
function spreading(
  context: Context,
  code: Shape,
  [height, width, channels]: readonly number[],
  initialiser: Initialiser,
) {
  const placed = code.length === 3 && code[0] === height && code[1] === width;
  const inputs = placed ? code[2] : sizeOf(code);
  const outputs = placed ? channels : height * width * channels;
  const kernel = context.variable('kernel', [inputs, outputs], initialiser);
  const apply = (z: tf.Tensor): tf.Tensor =>
    tf.reshape(tf.matMul(tf.reshape<tf.Rank.R2>(z, [-1, inputs]), kernel), [
      z.shape[0],
      height,
      width,
      channels,
    ]);
  return { inputs, apply };
}

function transposedConvolution(
  context: Context,
  from: number,
  to: number,
  [height, width]: readonly [number, number],
  { kernelSize, initialiser }: Required<StageOptions>,
): (x: tf.Tensor) => tf.Tensor {
  const fan = { inputs: inputsOf(from, kernelSize), outputs: inputsOf(to, kernelSize) };
  const shape = [kernelSize, kernelSize, to, from] as const;
  const kernel = context.variable('kernel', shape, initialiser, { fan });
  return (x) => {
    const images = x as tf.Tensor4D;
    const size = [images.shape[0], height, width, to] as [number, number, number, number];
    return tf.conv2dTranspose(images, kernel, size, stride, 'same');
  };
}

/**
 * Convolutional decoder for images `[height, width, channels]`, or `[height, width]`
 * with one channel: the mirror of `convolutionalEncoder`. A dense layer makes the
 * smallest images of the code; where the code is an image of their height and width
 * already, it does so at each place. Then each stage, a transposed convolution,
 * doubles height and width. Nothing follows the sums of the last stage.
 *
 * With `batchNormalisation` a step of training normalises by its batch, and use by
 * running averages; the last stage is not normalised.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is made,
 * for samples of another rank.
 */
export const convolutionalDecoder: PartFactory<Decoder, [options?: ConvolutionalDecoderOptions]> =
  part;
