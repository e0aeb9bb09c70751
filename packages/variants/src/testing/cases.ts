import {
  autoencoder,
  categoricalLikelihood,
  Dataset,
  RandomStream,
  warmUp,
  type Autoencoder,
  type Code,
  type Corruption,
  type Decoder,
  type Encoder,
  type Likelihood,
  type Objective,
  type Penalty,
  type ScalingKind,
} from '@autoencoder-zoo/core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { binaryCode } from '../codes/binary/part.js';
import { deterministicCode } from '../codes/deterministic/part.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { layersDecoder } from '../decoders/layers/part.js';
import { layersEncoder } from '../encoders/layers/part.js';
import { bernoulliLikelihood } from '../likelihoods/bernoulli/part.js';
import { gaussianLikelihood } from '../likelihoods/gaussian/part.js';
import { multinomialLikelihood } from '../likelihoods/multinomial/part.js';
import { squaredErrorLikelihood } from '../likelihoods/squared-error/part.js';
import { gaussianNoise } from '../corruptions/gaussian-noise/part.js';
import { masking } from '../corruptions/masking/part.js';
import { saltAndPepper } from '../corruptions/salt-and-pepper/part.js';
import { activityL1 } from '../penalties/activity-l1/part.js';
import { contraction } from '../penalties/contraction/part.js';
import { sparsity } from '../penalties/sparsity/part.js';
import { weightDecay } from '../penalties/weight-decay/part.js';
import { gruDecoder } from '../decoders/gru/part.js';
import { gruEncoder } from '../encoders/gru/part.js';
import { lstmDecoder } from '../decoders/lstm/part.js';
import { lstmEncoder } from '../encoders/lstm/part.js';
import { gaussianCode } from '../codes/gaussian/part.js';
import { importanceWeightedBound } from '../objectives/importance-weighted-bound/part.js';

/** Steps and channels of the sequences that all parts are tried on. */
export const steps = 5;
/** Channels of a step. */
export const channels = 3;
/** Shape of one sample. */
export const inputShape = [steps, channels] as const;

/** Random samples in [0, 1) of the suite's shape. */
export function samples(count: number, seed = 1, lengths?: number[]) {
  const values = new RandomStream(seed, 'samples').uniform(
    new Float32Array(count * steps * channels),
  );
  return new Dataset({
    name: 'random',
    values,
    shape: inputShape,
    lengths: lengths && Int32Array.from({ length: count }, (_, i) => lengths[i % lengths.length]),
  });
}

/** What of an autoencoder a case sets; the rest is the plainest there is. */
export interface CaseParts {
  readonly corruption?: Corruption;
  readonly encoder?: Encoder;
  readonly code?: Code<readonly [number]>;
  readonly decoder?: Decoder;
  readonly likelihood?: Likelihood;
  readonly penalties?: readonly Penalty[];
  readonly objective?: Objective;
  readonly scaling?: ScalingKind;
  readonly seed?: number;
}

/** An autoencoder with some parts given. */
export function withParts(parts: CaseParts): Autoencoder<readonly [5, 3], readonly [number]> {
  return autoencoder({
    input: inputShape,
    encoder: denseEncoder({ hidden: [6] }),
    code: deterministicCode({ dim: 4 }),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
    ...parts,
  });
}

/** A small convolutional model as an encoder, with normalisation, whose averages are state. */
export const convolutional = () =>
  layersEncoder({
    model: sequential({
      layers: [
        layers.reshape({ inputShape: [steps, channels], targetShape: [steps, channels, 1] }),
        layers.conv2d({
          filters: 3,
          kernelSize: 2,
          padding: 'same',
          activation: 'relu',
          kernelInitializer: initializers.glorotNormal({ seed: 3 }),
        }),
        layers.batchNormalization(),
        layers.flatten(),
      ],
    }),
  });

/** Every part of the zoo in a model of its own, and combinations across families. */
export const cases: Readonly<Record<string, () => CaseParts>> = {
  'dense encoder, deep': () => ({ encoder: denseEncoder({ hidden: [8, 6], activation: 'tanh' }) }),
  'dense decoder, deep': () => ({
    decoder: denseDecoder({ hidden: [6, 8], activation: 'elu', outputActivation: 'sigmoid' }),
  }),
  'dense decoder, tied': () => ({ decoder: denseDecoder({ tied: true }) }),
  'deterministic code': () => ({ code: deterministicCode({ dim: 3, activation: 'sigmoid' }) }),
  'binary code': () => ({ code: binaryCode({ dim: 3, deviation: 0.5 }) }),
  'gaussian code': () => ({ code: gaussianCode({ dim: 3 }) }),
  'gaussian code, warm-up': () => ({
    code: gaussianCode({ dim: 3, beta: warmUp(2, { epochs: 3, from: 0.5 }) }),
  }),
  'gaussian code, learned variance': () => ({
    code: gaussianCode({ dim: 3, variance: 'learned' }),
  }),
  'importance-weighted bound': () => ({
    code: gaussianCode({ dim: 3, beta: 0.5 }),
    penalties: [activityL1({ weight: 0.1 })],
    objective: importanceWeightedBound({ draws: 3 }),
  }),
  'bernoulli likelihood': () => ({ likelihood: bernoulliLikelihood() }),
  'categorical likelihood': () => ({ likelihood: categoricalLikelihood() }),
  'gaussian likelihood, fixed': () => ({ likelihood: gaussianLikelihood({ variance: 0.5 }) }),
  'gaussian likelihood, learned': () => ({
    likelihood: gaussianLikelihood({ variance: 'learned' }),
  }),
  'gaussian likelihood, predicted': () => ({
    likelihood: gaussianLikelihood({ variance: 'predicted' }),
  }),
  'multinomial likelihood': () => ({ likelihood: multinomialLikelihood() }),
  'multinomial likelihood, several draws': () => ({
    code: gaussianCode({ dim: 3 }),
    likelihood: multinomialLikelihood(),
    objective: importanceWeightedBound({ draws: 3 }),
  }),
  'gaussian noise': () => ({ corruption: gaussianNoise() }),
  masking: () => ({ corruption: masking() }),
  'salt and pepper': () => ({ corruption: saltAndPepper() }),
  'activity L1': () => ({ penalties: [activityL1({ weight: 0.1 })] }),
  sparsity: () => ({
    code: deterministicCode({ dim: 4, activation: 'sigmoid' }),
    penalties: [sparsity({ rho: 0.1, weight: 0.5 })],
  }),
  contraction: () => ({
    encoder: denseEncoder({ hidden: [] }),
    code: deterministicCode({ dim: 4, activation: 'sigmoid' }),
    penalties: [contraction()],
  }),
  'contraction, deep': () => ({
    encoder: denseEncoder({ hidden: [8, 6], activation: 'tanh' }),
    decoder: denseDecoder({ tied: true, activation: 'tanh' }),
    penalties: [contraction()],
  }),
  'weight decay': () => ({ penalties: [weightDecay({ weight: 0.01 })] }),
  'layers encoder': () => ({ encoder: convolutional() }),
  'layers decoder': () => ({
    decoder: layersDecoder({
      model: sequential({
        layers: [
          layers.dense({
            inputShape: [4],
            units: steps * channels,
            kernelInitializer: initializers.glorotNormal({ seed: 4 }),
          }),
          layers.reshape({ targetShape: [steps, channels] }),
        ],
      }),
    }),
  }),
  'lstm encoder, dense decoder': () => ({ encoder: lstmEncoder({ units: 4 }) }),
  'dense encoder, lstm decoder': () => ({ decoder: lstmDecoder({ units: 4 }) }),
  'lstm, two layers, both directions': () => ({
    encoder: lstmEncoder({ units: 3, layers: 2, bidirectional: true }),
    decoder: lstmDecoder({ units: 3, layers: 2, bidirectional: true }),
  }),
  'lstm decoder, unconditional': () => ({
    encoder: lstmEncoder({ units: 4 }),
    decoder: lstmDecoder({ units: 4, input: 'nothing' }),
  }),
  'lstm decoder, fed back, reversed': () => ({
    encoder: lstmEncoder({ units: 4 }),
    decoder: lstmDecoder({ units: 4, layers: 2, input: 'output', reverse: true }),
  }),
  'lstm, noisy and sampling': () => ({
    corruption: masking({ rate: 0.2 }),
    encoder: lstmEncoder({ units: 4 }),
    code: gaussianCode({ dim: 3 }),
    decoder: lstmDecoder({ units: 4 }),
    likelihood: bernoulliLikelihood(),
  }),
  'gru encoder, dense decoder': () => ({ encoder: gruEncoder({ units: 4 }) }),
  'dense encoder, gru decoder': () => ({ decoder: gruDecoder({ units: 4 }) }),
  'gru, two layers, both directions': () => ({
    encoder: gruEncoder({ units: 3, layers: 2, bidirectional: true }),
    decoder: gruDecoder({ units: 3, layers: 2, bidirectional: true }),
  }),
  'gru decoder, unconditional': () => ({
    encoder: gruEncoder({ units: 4 }),
    decoder: gruDecoder({ units: 4, input: 'nothing' }),
  }),
  'lstm encoder, gru decoder fed back, reversed': () => ({
    encoder: lstmEncoder({ units: 4 }),
    decoder: gruDecoder({ units: 4, layers: 2, input: 'output', reverse: true }),
  }),
};
