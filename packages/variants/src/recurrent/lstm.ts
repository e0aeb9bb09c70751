import {
  autoencoder,
  positiveInteger,
  scalingOptions,
  type Autoencoder,
  type ScalingKind,
  type ScalingOptions,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { deterministicCode } from '../codes/deterministicCode.js';
import { likelihoodName, likelihoodOf, type LikelihoodName } from '../likelihoods/byName.js';
import { defineRecipe } from '../recipe.js';
import { lstmDecoder } from './lstmDecoder.js';
import { lstmEncoder } from './lstmEncoder.js';

/** Options of {@link lstm}. */
export interface LstmOptions<
  Input extends readonly [steps: number, channels: number] = readonly [number, number],
  Dim extends number = number,
> {
  /** Shape of one sequence, `[steps, channels]`. */
  readonly input: Input;
  /** Numbers in a code. Default 32. */
  readonly latentDim?: Dim;
  /** Units of each layer and direction. Default 128. */
  readonly units?: number;
  /** LSTM layers of encoder and decoder. Default 1. */
  readonly layers?: number;
  /** Whether the layers run in both directions. Default false. */
  readonly bidirectional?: boolean;
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

/** Recipe of {@link lstm}. */
export const lstmRecipe = defineRecipe({
  name: 'lstm',
  summary: 'Sequences through LSTM cells, to a code and back',
  options: z.strictObject({
    input: z.tuple([positiveInteger, positiveInteger]).describe('steps and channels of a sequence'),
    latentDim: positiveInteger.default(32).describe('numbers in a code'),
    units: positiveInteger.default(128).describe('units of each layer and direction'),
    layers: positiveInteger.default(1).describe('layers of encoder and decoder'),
    bidirectional: z.boolean().default(false).describe('layers run in both directions'),
    decoderInput: z
      .enum(['code', 'nothing', 'output'])
      .default('code')
      .describe('what each step of the decoder reads'),
    reverse: z.boolean().default(false).describe('the decoder gives the last step first'),
    likelihood: likelihoodName.default('squaredError').describe('reconstruction term'),
    scaling: scalingOptions
      .default({ kind: 'none', per: 'feature' })
      .describe('scaling of inputs, fitted on the training data'),
    seed: z.int().nonnegative().default(0).describe('seed of the first weights'),
  }),
  build({ input, latentDim, units, layers, bidirectional, decoderInput, reverse, ...rest }) {
    return autoencoder({
      input,
      encoder: lstmEncoder({ units, layers, bidirectional }),
      code: deterministicCode({ dim: latentDim }),
      decoder: lstmDecoder({ units, layers, bidirectional, input: decoderInput, reverse }),
      likelihood: likelihoodOf(rest.likelihood),
      scaling: rest.scaling,
      seed: rest.seed,
    });
  },
});

/**
 * An LSTM autoencoder for sequences of equal or unequal length (Srivastava et al., "Unsupervised
 * Learning of Video Representations using LSTMs", 2015). By default 128 units and a code of 32
 * numbers.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example
 * ```ts
 * const model = lstm({ input: [140, 1], units: 64, latentDim: 8, scaling: 'standard' });
 * ```
 */
export function lstm<
  const Input extends readonly [steps: number, channels: number],
  const Dim extends number = 32,
>(options: LstmOptions<Input, Dim>): Autoencoder<Input, readonly [Dim]> {
  return lstmRecipe.make(options) as Autoencoder<Input, readonly [Dim]>;
}
