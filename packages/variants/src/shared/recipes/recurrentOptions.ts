import {
  positiveInteger,
  scalingOptions,
  type ScalingKind,
  type ScalingOptions,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { likelihoodName, type LikelihoodName } from './likelihoodByName.js';
import { stackOptions, type StackOptions } from '../recurrent/stack.js';

/** Options that all recurrent recipes share. */
export interface RecurrentRecipeOptions<
  Input extends readonly [steps: number, channels: number] = readonly [number, number],
  Dim extends number = number,
> extends StackOptions {
  /** Shape of one sequence, `[steps, channels]`. */
  readonly input: Input;
  /** Numbers in a code. Default 32. */
  readonly latentDim?: Dim;
  /** What each step of the decoder reads: the code, nothing, or its last output. Default `'code'`. */
  readonly decoderInput?: 'code' | 'nothing' | 'output';
  /** Whether the decoder gives the last step first. Default false. */
  readonly reverse?: boolean;
  /** Reconstruction term. Default `'squaredError'`. */
  readonly likelihood?: LikelihoodName;
  /** Scaling of inputs, fitted on the training data. Default `'none'`. */
  readonly scaling?: ScalingKind | ScalingOptions;
  /** Seed of the first weights. Default 0. */
  readonly seed?: number;
}

/** Schema of {@link RecurrentRecipeOptions}. */
export const recurrentRecipeOptions = z.strictObject({
  input: z.tuple([positiveInteger, positiveInteger]).describe('steps and channels of a sequence'),
  latentDim: positiveInteger.default(32).describe('numbers in a code'),
  ...stackOptions,
  decoderInput: z
    .enum(['code', 'nothing', 'output'])
    .default('code')
    .describe('what each step of the decoder reads'),
  reverse: z.boolean().default(false).describe('the decoder gives the last step first'),
  likelihood: likelihoodName.default('squaredError').describe('reconstruction term'),
  scaling: scalingOptions
    .default({ kind: 'none' })
    .describe('scaling of inputs, fitted on the training data'),
  seed: z.int().nonnegative().default(0).describe('seed of the first weights'),
});
