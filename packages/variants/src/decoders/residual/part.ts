import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { definePart, positiveInteger, type Decoder, type PartFactory } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { asOutput } from '../../shared/convolutional/asOutput.js';
import { inputsOf, transposedConvolution } from '../../shared/convolutional/convolution.js';
import { placesOf } from '../../shared/convolutional/places.js';
import {
  residualBlocks,
  residualOptions,
  type ResidualOptions,
} from '../../shared/convolutional/residual.js';
import { spreading } from '../../shared/convolutional/spreading.js';
import { biasOf, finishing } from '../../shared/convolutional/stage.js';

/** Options of {@link residualDecoder}. */
export interface ResidualDecoderOptions extends ResidualOptions {
  /** Channels before each stage, from the code on. Default `[64, 32]`. */
  readonly filters?: readonly number[];
}

const part = definePart({
  kind: 'decoder',
  name: 'residual@1',
  options: z.strictObject({
    filters: z.array(positiveInteger).min(1).default([64, 32]),
    ...residualOptions,
  }),
  build({ filters, ...options }, context) {
    const { code, output, target } = context.shapes;
    const places = placesOf('residualDecoder', options.over, target);
    const channels = sizeOf(output) / (places.height * places.width);
    const grid = (stage: number) => places.halved(filters.length - stage);
    const spread = spreading(context.scope('spread'), code, [...grid(0), filters[0]], options);
    const inputs = (count: number) => inputsOf(places, count, options.kernelSize);
    const stages = filters.map((count, i) => {
      const scope = context.scope(String(i));
      const channelsOf = [count, filters[i + 1] ?? channels] as const;
      return {
        blocks: residualBlocks(scope, places, count, options),
        finish: finishing(scope, count, inputs(count), options),
        convolve: transposedConvolution(scope, places, channelsOf, {
          ...options,
          size: grid(i + 1),
        }),
      };
    });
    const last = context.scope('last');
    const bias = biasOf(last, channels, inputs(filters.at(-1)!), options.initialiser);
    const ownChannels = options.over === 'sequences' || target.length === 3;
    return {
      independent: options.normalisation !== 'batch',
      ...(ownChannels && { outputBias: bias }),
      decode(z, frame) {
        const sums = stages.reduce(
          (h, { blocks, finish, convolve }) => convolve(finish(blocks(h, frame), frame)),
          spread.apply(z),
        );
        return asOutput(tf.add(sums, bias), output, ownChannels);
      },
    };
  },
});

/**
 * Residual decoder: the mirror of `residualEncoder`. A dense layer makes the smallest images of the
 * code, at each place by itself where the code has the places already; each stage is residual
 * blocks and a transposed convolution that doubles height and width, or steps. Nothing follows the
 * sums of the last one.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is made, for samples of
 * another rank.
 */
export const residualDecoder: PartFactory<Decoder, [options?: ResidualDecoderOptions]> = part;
