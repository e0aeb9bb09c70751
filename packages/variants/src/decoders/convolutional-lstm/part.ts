import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { definePart, type Decoder, type PartFactory } from '@autoencoder-zoo/core';
import { asOutput } from '../../shared/convolutional/asOutput.js';
import {
  blank,
  convolutionalLstm,
  convolutionalLstmOptions,
  exchanged,
  expectFrames,
  type ConvolutionalLstmOptions,
} from '../../shared/convolutional/convolutionalLstm.js';
import { spreading } from '../../shared/convolutional/spreading.js';
import { denseLayer } from '../../shared/dense/layer.js';

export type { ConvolutionalLstmOptions } from '../../shared/convolutional/convolutionalLstm.js';

const part = definePart({
  kind: 'decoder',
  name: 'convolutionalLstm@1',
  options: convolutionalLstmOptions,
  build({ filters, ...options }, context) {
    const { code, output, target } = context.shapes;
    const [steps, height, width] = expectFrames('convolutionalLstmDecoder', target);
    const channels = sizeOf(output) / (steps * height * width);
    const ownChannels = target.length === 4;
    const first = [height, width, filters[0]] as const;
    const spread = spreading(context.scope('start'), code, first, options);
    const layers = filters.map((count, i) =>
      convolutionalLstm(context.scope(String(i)), i === 0 ? 0 : filters[i - 1], count, options),
    );
    const project = denseLayer(context, 'output', filters.at(-1)!, channels, {
      activation: 'linear',
      initialiser: options.initialiser,
    });
    return {
      independent: true,
      ...(ownChannels && { outputBias: project.bias }),
      decode(z) {
        const [rows] = z.shape;
        const [, cell] = blank(rows, first);
        let { sequence } = layers[0].run({ steps }, [tf.tanh(spread.apply(z)), cell]);
        for (const [i, layer] of layers.slice(1).entries()) {
          const start = blank(rows, [height, width, filters[i + 1]]);
          ({ sequence } = layer.run({ x: sequence }, start));
        }
        return asOutput(exchanged(project.apply(sequence)), output, ownChannels);
      },
    };
  },
});

/**
 * Convolutional LSTM decoder to sequences of frames `[steps, height, width, channels]` (Shi et al.,
 * "Convolutional LSTM Network", 2015; a decoder that reads nothing as in Srivastava et al.,
 * "Unsupervised Learning of Video Representations using LSTMs", 2015): a dense layer makes the
 * first hidden image of the code, at each place by itself where the code has the places already;
 * the layers go on from there, and at each place a dense layer makes the channels of a frame.
 *
 * @throws OptionsError for unknown or wrong options; RangeError, when the model is made, for
 * samples of another rank.
 */
export const convolutionalLstmDecoder: PartFactory<Decoder, [options?: ConvolutionalLstmOptions]> =
  part;
