import type * as tf from '@tensorflow/tfjs-core';
import {
  defineEncoder,
  positiveInteger,
  type Encoder,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { lstmStack } from './lstmLayer.js';
import { expectSequence } from './expectSequence.js';

/** Options of {@link lstmEncoder}. */
export interface LstmEncoderOptions {
  /** Units of each layer and direction. Default 128. */
  readonly units?: number;
  /** Layers on top of each other. Default 1. */
  readonly layers?: number;
  /** Whether each layer reads the sequence in both directions. Default false. */
  readonly bidirectional?: boolean;
}

const part = defineEncoder({
  name: 'lstm@1',
  options: z.strictObject({
    units: positiveInteger.default(128),
    layers: positiveInteger.default(1),
    bidirectional: z.boolean().default(false),
  }),
  build(options, context, inputShape) {
    const { channels } = expectSequence('lstmEncoder', inputShape);
    const stack = lstmStack(context, channels, options);
    return {
      shape: [stack.width],
      encode: (x, { mask }) => stack.last({ x: x as tf.Tensor3D, mask }),
    };
  },
});

/**
 * LSTM encoder of sequences `[steps, channels]` (Srivastava et al., "Unsupervised Learning of Video
 * Representations using LSTMs", 2015). The features are the last hidden state, `[units]`, or both
 * directions' side by side, `[2 units]`. In sequences of unequal length the state is held where a
 * sequence has ended.
 *
 * @throws OptionsError for unknown or wrong options; RangeError if samples are no sequences.
 */
export const lstmEncoder: PartFactory<Encoder, [options?: LstmEncoderOptions]> = part;
