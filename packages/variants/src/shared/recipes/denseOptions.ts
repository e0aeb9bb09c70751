import {
  initialiser,
  positiveInteger,
  scalingOptions,
  type Initialiser,
  type ScalingKind,
  type ScalingOptions,
  type Shape,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { likelihoodName, type LikelihoodName } from './likelihoodByName.js';
import { activation, type Activation } from '../dense/activation.js';

/** Options that all dense recipes share. */
export interface DenseRecipeOptions<Input extends Shape, Dim extends number> {
  /** Shape of one sample, such as `[784]`. */
  readonly input: Input;
  /** Numbers in a code. */
  readonly latentDim: Dim;
  /** Units of the layers between input and code; the decoder mirrors them. */
  readonly hidden?: readonly number[];
  /** After each hidden layer. Default `'relu'`. */
  readonly activation?: Activation;
  /** Reconstruction term. */
  readonly likelihood?: LikelihoodName;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
  /** Scaling of inputs, fitted on the training data. Default `'none'`. */
  readonly scaling?: ScalingKind | ScalingOptions;
  /** Seed of the first weights. Default 0. */
  readonly seed?: number;
}

/** Schema of {@link DenseRecipeOptions}, with the defaults of one recipe. */
export function denseRecipeOptions(defaults: {
  readonly hidden: number[];
  readonly latentDim?: number;
  readonly likelihood: LikelihoodName;
}) {
  const latentDim = positiveInteger.describe('numbers in a code');
  return {
    input: z.array(positiveInteger).min(1).describe('shape of one sample'),
    latentDim: defaults.latentDim === undefined ? latentDim : latentDim.default(defaults.latentDim),
    hidden: z
      .array(positiveInteger)
      .default(defaults.hidden)
      .describe('units between input and code, mirrored in the decoder'),
    activation: activation.default('relu').describe('after each hidden layer'),
    likelihood: likelihoodName.default(defaults.likelihood).describe('reconstruction term'),
    initialiser: initialiser.default('fanIn').describe('start of the kernels'),
    scaling: scalingOptions
      .default({ kind: 'none' })
      .describe('scaling of inputs, fitted on the training data'),
    seed: z.int().nonnegative().default(0).describe('seed of the first weights'),
  };
}
