import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  initialiser,
  positiveInteger,
  type Context,
  type Frame,
  type Initialiser,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { activate, activation, type Activation } from '../dense/activation.js';
import { normalisations, normalising, type Normalisation } from './normalisation.js';

/** Options that the stages of convolutional encoders and decoders share. */
export interface StageOptions {
  /**
   * What samples are: images `[height, width, channels]` or `[height, width]`, or sequences
   * `[steps, channels]`. Default `'images'`.
   */
  readonly over?: 'images' | 'sequences';
  /** Height and width of a kernel, or its steps. Default 3. */
  readonly kernelSize?: number;
  /** After each stage, but for the last of a decoder. Default `'relu'`. */
  readonly activation?: Activation;
  /**
   * How what is activated is normalised first: each channel over the batch (`'batch'`); or within
   * each sample, all channels together (`'layer'`) or in up to 8 groups (`'group'`). Default
   * `'none'`.
   */
  readonly normalisation?: Normalisation;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

/** Checks {@link StageOptions}; their texts are those of recipes too. */
export const stageOptions = {
  over: z
    .enum(['images', 'sequences'])
    .default('images')
    .describe('what samples are: [height, width, channels], or [steps, channels]'),
  kernelSize: positiveInteger.default(3).describe('height and width of a kernel, or its steps'),
  activation: activation.default('relu').describe('after each stage'),
  normalisation: normalisations.default('none').describe('how stages are normalised'),
  initialiser: initialiser.default('fanIn').describe('start of the kernels'),
};

/** What follows the sums of a stage: a bias, or normalisation, and the activation. */
export function finishing(
  context: Context,
  channels: number,
  inputs: number,
  options: Pick<Required<StageOptions>, 'activation' | 'normalisation' | 'initialiser'>,
): (sums: tf.Tensor, frame: Frame) => tf.Tensor {
  const { normalisation, initialiser } = options;
  const shift =
    normalisation === 'none'
      ? adding(biasOf(context, channels, inputs, initialiser))
      : normalising(normalisation, context.scope('normalisation'), channels);
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

/** Options of models that were saved when there was one normalisation. */
export const reviveStages = ({ batchNormalisation, ...json }: Record<string, unknown>) =>
  Promise.resolve(batchNormalisation === true ? { ...json, normalisation: 'batch' } : json);
