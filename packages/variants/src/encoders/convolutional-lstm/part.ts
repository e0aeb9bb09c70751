import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { definePart, type Encoder, type PartFactory } from '@autoencoder-zoo/core';
import {
  blank,
  convolutionalLstm,
  convolutionalLstmOptions,
  exchanged,
  expectFrames,
  type ConvolutionalLstmOptions,
} from '../../shared/convolutional/convolutionalLstm.js';

export type { ConvolutionalLstmOptions } from '../../shared/convolutional/convolutionalLstm.js';

const part = definePart({
  kind: 'encoder',
  name: 'convolutionalLstm@1',
  options: convolutionalLstmOptions,
  build({ filters, ...options }, context) {
    const { input } = context.shapes;
    const [steps, height, width, channels] = expectFrames('convolutionalLstmEncoder', input);
    const layers = filters.map((count, i) =>
      convolutionalLstm(context.scope(String(i)), filters[i - 1] ?? channels, count, options),
    );
    const shape = [height, width, filters.at(-1)!];
    return {
      independent: true,
      shape,
      encode(x, { mask }) {
        const [batch] = x.shape;
        const there = mask && tf.reshape(exchanged(mask), [-1, batch, 1, 1, 1]);
        const frames = tf.reshape(x, [batch, steps, height, width, channels]);
        let read = exchanged(frames) as tf.Tensor5D;
        let features: tf.Tensor = x;
        for (const [i, layer] of layers.entries()) {
          const start = blank(batch, [height, width, filters[i]]);
          const { sequence, last } = layer.run({ x: read }, start, there);
          [read, features] = [sequence, last];
        }
        return features;
      },
    };
  },
});

/**
 * Convolutional LSTM encoder of sequences of frames `[steps, height, width, channels]`, or with one
 * channel `[steps, height, width]`, or of lines `[steps, width]` (Shi et al., "Convolutional LSTM
 * Network: A Machine Learning Approach for Precipitation Nowcasting", 2015): an LSTM whose states
 * are images, so that what moves is seen where it is. The features are the hidden state after the
 * last step, `[height, width, filters]`. In sequences of unequal length the state is held where a
 * sequence has ended.
 *
 * @throws OptionsError for unknown or wrong options; RangeError, when the model is made, for
 * samples of another rank.
 */
export const convolutionalLstmEncoder: PartFactory<Encoder, [options?: ConvolutionalLstmOptions]> =
  part;
