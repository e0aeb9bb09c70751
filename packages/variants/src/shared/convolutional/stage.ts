import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  initialiser,
  positiveInteger,
  type Context,
  type Frame,
  type Initialiser,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { activate, activation, type Activation } from '../dense/activation.js';
import { batchNormalisation } from './batchNormalisation.js';

/** Options that the stages of convolutional encoders and decoders share. */
export interface StageOptions {
  /** Height and width of a kernel. Default 3. */
  readonly kernelSize?: number;
  /** After each stage, but for the last of a decoder. Default `'relu'`. */
  readonly activation?: Activation;
  /** Whether what is activated is normalised over the batch first. Default false. */
  readonly batchNormalisation?: boolean;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

/** Checks {@link StageOptions}; their texts are those of the recipe too. */
export const stageOptions = {
  kernelSize: positiveInteger.default(3).describe('height and width of a kernel'),
  activation: activation.default('relu').describe('after each stage'),
  batchNormalisation: z
    .boolean()
    .default(false)
    .describe('whether stages are normalised over the batch'),
  initialiser: initialiser.default('fanIn').describe('start of the kernels'),
};

/** Places between which a step of a convolution goes. */
export const stride = 2;

/**
 * Height, width and channels of images `[height, width, channels]`, or of
 * `[height, width]` with one channel.
 */
export function imageShape(part: string, shape: Shape): readonly [number, number, number] {
  if (shape.length === 2) return [shape[0], shape[1], 1];
  if (shape.length === 3) return [shape[0], shape[1], shape[2]];
  throw new Error(
    `${part} is for images [height, width, channels] or [height, width], but the shape is [${shape.join(', ')}]; reshape the data`,
  );
}

/** Height and width once they were halved so often, rounded up. */
export function halved([height, width]: Shape, times: number): readonly [number, number] {
  const half = (size: number) => Math.ceil(size / stride ** times);
  return [half(height), half(width)];
}

/** What follows the sums of a stage: a bias, or normalisation, and the activation. */
export function finishing(
  context: Context,
  channels: number,
  inputs: number,
  options: Required<Omit<StageOptions, 'kernelSize'>>,
): (sums: tf.Tensor, frame: Frame) => tf.Tensor {
  const shift = options.batchNormalisation
    ? batchNormalisation(context.scope('normalisation'), channels)
    : adding(biasOf(context, channels, inputs, options.initialiser));
  return (sums, frame) => activate(options.activation, shift(sums, frame));
}

/** Declares a bias, which starts as PyTorch's does with `fanIn`, else at 0. */
export function biasOf(
  context: Context,
  channels: number,
  inputs: number,
  initialiser: Initialiser,
): tf.Variable<tf.Rank.R1> {
  const start = initialiser === 'fanIn' ? 'fanIn' : 'zeros';
  return context.variable('bias', [channels], start, { fan: { inputs, outputs: channels } });
}

const adding = (bias: tf.Variable) => (sums: tf.Tensor) => tf.add(sums, bias);
