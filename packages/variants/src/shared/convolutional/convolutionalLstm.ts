import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { recurrence, sizeOf } from '@autoencoder-zoo/engine';
import {
  initialiser,
  positiveInteger,
  type Context,
  type Initialiser,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { biasOf } from './stage.js';

/** Options of encoders and decoders of frames. */
export interface ConvolutionalLstmOptions {
  /** Filters of each layer, one on the other. Default `[16]`. */
  readonly filters?: readonly number[];
  /** Height and width of the kernels. Default 3. */
  readonly kernelSize?: number;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

/** Checks {@link ConvolutionalLstmOptions}. */
export const convolutionalLstmOptions = z.strictObject({
  filters: z.array(positiveInteger).min(1).default([16]),
  kernelSize: positiveInteger.default(3),
  initialiser: initialiser.default('fanIn'),
});

/** Steps, height, width and channels of sequences of frames. */
export type Frames = readonly [steps: number, height: number, width: number, channels: number];

/**
 * Extents of sequences of frames `[steps, height, width, channels]`; without channels there is one,
 * and of lines, `[steps, width]`, the height is 1.
 *
 * @throws RangeError if the shape is none of these.
 */
export function expectFrames(part: string, shape: Shape): Frames {
  const [steps, ...frame] = shape;
  if (frame.length === 1) return [steps, 1, frame[0], 1];
  if (frame.length === 2) return [steps, frame[0], frame[1], 1];
  if (frame.length === 3) return [steps, frame[0], frame[1], frame[2]];
  throw new RangeError(
    `${part} needs samples of shape [steps, height, width, channels], but they have [${shape.join(', ')}]; reshape the data`,
  );
}

/** What a layer reads at each step, `[steps, batch, height, width, channels]`, or how many. */
type Read = { readonly x: tf.Tensor5D } | { readonly steps: number };

/** A layer of a convolutional LSTM; a state has the hidden state and the cell. */
export interface ConvolutionalLstm {
  /**
   * @param start - `[batch, height, width, filters]` each.
   * @param there - `[steps, batch, 1, 1, 1]` of ones and zeros: where 0, the state is held.
   * @returns The hidden states, `[steps, batch, height, width, filters]`, and the last one.
   */
  run(
    read: Read,
    start: readonly tf.Tensor[],
    there?: tf.Tensor,
  ): { readonly sequence: tf.Tensor5D; readonly last: tf.Tensor4D };
}

/**
 * Declares a layer (Shi et al., "Convolutional LSTM Network", 2015, without peepholes): an LSTM
 * whose states are images and whose products are convolutions.
 *
 * @param from - Channels that it reads at each step; none where 0.
 */
export function convolutionalLstm(
  context: Context,
  from: number,
  filters: number,
  { kernelSize, initialiser }: Required<Omit<ConvolutionalLstmOptions, 'filters'>>,
): ConvolutionalLstm {
  const area = kernelSize ** 2;
  const declare = (name: string, channels: number) => {
    const fan = { inputs: area * channels, outputs: area * filters };
    const shape = [kernelSize, kernelSize, channels, 4 * filters] as const;
    return context.variable(name, shape, initialiser, { fan });
  };
  const kernel = from > 0 ? declare('kernel', from) : undefined;
  const recurrentKernel = declare('recurrentKernel', filters);
  const bias = biasOf(context, 4 * filters, area * filters, initialiser);

  /** What all steps read, convolved at once. */
  const projected = (x: tf.Tensor5D) => {
    const [steps, batch, ...image] = x.shape;
    const rows = tf.reshape<tf.Rank.R4>(x, [steps * batch, ...image]);
    const sums = tf.conv2d(rows, kernel!, 1, 'same');
    return tf.reshape(sums, [steps, batch, ...sums.shape.slice(1)]);
  };
  return {
    run(read, start, there) {
      const steps = 'x' in read ? read.x.shape[0] : read.steps;
      const sequences = ['x' in read ? projected(read.x) : undefined, there];
      const { outputs, states } = recurrence(
        { states: start, sequences: sequences.filter((s) => s !== undefined), steps },
        ([hidden, cell], parts) => {
          const recurrent = tf.add(
            tf.conv2d(hidden as tf.Tensor4D, recurrentKernel, 1, 'same'),
            bias,
          );
          const sums = 'x' in read ? tf.add(parts[0], recurrent) : recurrent;
          const [input, forget, candidate, output] = tf.split(sums, 4, 3);
          const next = tf.add(
            tf.mul(tf.sigmoid(forget), cell),
            tf.mul(tf.sigmoid(input), tf.tanh(candidate)),
          );
          const shown = tf.mul(tf.sigmoid(output), tf.tanh(next));
          const counts = there && parts.at(-1)!;
          const held = (now: tf.Tensor, before: tf.Tensor) =>
            counts ? tf.add(before, tf.mul(counts, tf.sub(now, before))) : now;
          const handed = held(shown, hidden);
          return { states: [handed, held(next, cell)], output: handed };
        },
      );
      return { sequence: outputs as tf.Tensor5D, last: states[0] as tf.Tensor4D };
    },
  };
}

/** States of a batch of images that are all 0. */
export function blank(batch: number, image: readonly number[]): readonly tf.Tensor[] {
  const zeros = tf.zeros([batch, ...image]);
  return [zeros, zeros];
}

/** `[batch, steps, ...]` to `[steps, batch, ...]`, and back. */
export function exchanged(sequence: tf.Tensor): tf.Tensor {
  const [first, second, ...rest] = sequence.shape;
  const flat = tf.reshape(sequence, [first, second, sizeOf(rest)]);
  return tf.reshape(tf.transpose(flat, [1, 0, 2]), [second, first, ...rest]);
}
