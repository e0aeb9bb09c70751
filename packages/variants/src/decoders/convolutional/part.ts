import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { definePart, positiveInteger, type Decoder, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { asOutput } from '../../shared/convolutional/asOutput.js';
import { inputsOf, transposedConvolution } from '../../shared/convolutional/convolution.js';
import { placesOf } from '../../shared/convolutional/places.js';
import { spreading } from '../../shared/convolutional/spreading.js';
import {
  biasOf,
  finishing,
  reviveStages,
  stageOptions,
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
  revive: reviveStages,
  build({ filters, ...rest }, context) {
    const { code, output, target } = context.shapes;
    const places = placesOf('convolutionalDecoder', rest.over, target);
    const channels = sizeOf(output) / (places.height * places.width);
    const grid = (stage: number) => places.halved(filters.length - stage);
    const spread = spreading(context.scope('spread'), code, [...grid(0), filters[0]], rest);
    const inputs = (count: number) => inputsOf(places, count, rest.kernelSize);
    const finish = filters.map((count, i) => {
      const scope = context.scope(i === 0 ? 'spread' : String(i - 1));
      return finishing(scope, count, i === 0 ? spread.inputs : inputs(filters[i - 1]), rest);
    });
    const transposed = filters.map((count, i) =>
      transposedConvolution(context.scope(String(i)), places, [count, filters[i + 1] ?? channels], {
        ...rest,
        size: grid(i + 1),
      }),
    );
    const last = context.scope(String(filters.length - 1));
    const bias = biasOf(last, channels, inputs(filters.at(-1)!), rest.initialiser);
    const ownChannels = rest.over === 'sequences' || target.length === 3;
    return {
      independent: rest.normalisation !== 'batch',
      ...(ownChannels && { outputBias: bias }),
      decode(z, frame) {
        const sums = transposed.reduce(
          (h, stage, i) => stage(finish[i](h, frame)),
          spread.apply(z),
        );
        return asOutput(tf.add(sums, bias), output, ownChannels);
      },
    };
  },
});

/**
 * Convolutional decoder for images `[height, width, channels]`, or `[height, width]`
 * with one channel, or, `over: 'sequences'`, for sequences `[steps, channels]`: the mirror of
 * `convolutionalEncoder`. A dense layer makes the smallest images of the code; where the code is an
 * image of their height and width already, it does so at each place. Then each stage, a transposed
 * convolution, doubles height and width. Nothing follows the sums of the last stage.
 *
 * With `normalisation: 'batch'` a step of training normalises by its batch, and use by running
 * averages; the last stage is not normalised.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is made,
 * for samples of another rank.
 */
export const convolutionalDecoder: PartFactory<Decoder, [options?: ConvolutionalDecoderOptions]> =
  part;
