import { initialiser, positiveInteger, type Initialiser } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { activation, type Activation } from '../dense/activation.js';
import { likelihoodName, type LikelihoodName } from './likelihoodByName.js';

/** Options that all dense recipes share, with the defaults of one. */
export function denseOptions(defaults: {
  readonly hidden: number[];
  readonly likelihood: LikelihoodName;
  readonly activation?: Activation;
}) {
  return {
    ...layerOptions(defaults.hidden, defaults.activation),
    likelihood: likelihoodName.default(defaults.likelihood).describe('reconstruction term'),
  };
}

/** Those of them that are of layers. */
export function layerOptions(hidden: number[], first: Activation = 'relu') {
  return {
    hidden: z
      .array(positiveInteger)
      .default(hidden)
      .describe('units between input and code, mirrored in the decoder'),
    activation: activation.default(first).describe('after each hidden layer'),
    initialiser: initialiser.default('fanIn').describe('start of the kernels'),
  };
}

/** The option that makes the decoder mirror the encoder. */
export const tied = z
  .boolean()
  .describe('whether the kernels of the decoder are those of the encoder, transposed');

/** Encoder and decoder of a dense recipe. */
export function denseParts(options: {
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly initialiser: Initialiser;
  readonly outputActivation?: Activation;
  readonly tied?: boolean;
}) {
  const { hidden, activation, initialiser, outputActivation = 'linear', tied = false } = options;
  return {
    encoder: denseEncoder({ hidden, activation, initialiser }),
    decoder: denseDecoder({
      hidden: tied ? [] : hidden.toReversed(),
      activation,
      outputActivation,
      initialiser,
      tied,
    }),
  };
}
