import {
  autoencoder,
  classifierFrom,
  earlyStopping,
  stochasticGradientDescent,
  type Corruption,
  type Initialiser,
} from '@autoencoder-zoo/core';
import { bernoulliLikelihood } from '@autoencoder-zoo/variants/likelihoods/bernoulli';
import { contraction } from '@autoencoder-zoo/variants/penalties/contraction';
import { denseDecoder } from '@autoencoder-zoo/variants/decoders/dense';
import { denseEncoder } from '@autoencoder-zoo/variants/encoders/dense';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import type { RunContext } from '../framework/index.js';
import { heldOutDigits, kernelOf } from '../helpers/index.js';

/** How large and how long. */
export interface Settings {
  /** Digits to learn from and to choose by; the test set is always whole. */
  readonly digits: { readonly train: number; readonly validation: number };
  /** Numbers in a code. */
  readonly units: number;
  readonly epochs: { readonly pretraining: number; readonly fineTuning: number };
  /** Weights of the squared Jacobian, of which the validation error chooses one. */
  readonly weights: readonly number[];
}

/** Options of `fit` for the autoencoder. */
export function pretraining(learningRate = 0.2) {
  return { batchSize: 20, optimiser: stochasticGradientDescent({ learningRate }) };
}

/** Options of `fit` for the classifier. */
export function fineTuning() {
  const optimiser = stochasticGradientDescent({ learningRate: 0.4, momentum: 0.9 });
  return { batchSize: 100, optimiser };
}

/** What makes an autoencoder more than plain. */
export interface Kind {
  readonly corruption?: Corruption;
  /** Of the squared Jacobian. Default 0. */
  readonly weight?: number;
  /** Of the kernel. Default `glorotUniform`. */
  readonly initialiser?: Initialiser;
}

export type Trained = Awaited<ReturnType<typeof learn>>;

/** Pre-trains a layer of sigmoid units, measures its code, and trains a classifier with it. */
export async function learn(name: string, kind: Kind, seed: number, context: RunContext<Settings>) {
  const { units, epochs } = context.settings;
  const { train, validation, test } = await heldOutDigits(context.settings.digits);
  const model = modelOf(kind, units, seed);
  const learned = await context.fit(name, model, train, {
    ...pretraining(),
    epochs: epochs.pretraining,
    validation,
  });
  const activations = histogram(await model.encode(validation));

  const digitClassifier = classifierOf(model, seed);
  const patience = epochs.fineTuning;
  const tuned = await context.fit(`${name}, fine-tuning`, digitClassifier, train, {
    ...fineTuning(),
    epochs: epochs.fineTuning,
    validation,
    callbacks: [earlyStopping({ monitor: 'validation.errorRate', patience })],
  });
  const { errorRate } = await digitClassifier.evaluate(test);
  const filters = kernelOf(model, 'code/dense/kernel');
  for (const used of [model, digitClassifier]) used.dispose();
  return {
    weight: kind.weight ?? 0,
    jacobians: learned.validation['contraction'],
    activations,
    saturated: saturatedIn(activations),
    filters,
    validationError: 100 * Math.min(...tuned.validation['errorRate']),
    testError: 100 * errorRate,
  };
}

/** A layer of sigmoid units, and back through the same kernel. */
export function modelOf(
  { corruption, weight = 0, initialiser = 'glorotUniform' }: Kind,
  units: number,
  seed: number,
) {
  return autoencoder({
    input: [784],
    corruption,
    encoder: denseEncoder(),
    code: deterministicCode({ dim: units, activation: 'sigmoid', initialiser }),
    decoder: denseDecoder({ tied: true }),
    likelihood: bernoulliLikelihood(),
    // With a weight of 0 it is measured only.
    penalties: [contraction({ weight })],
    seed,
  });
}

/** The layer with ten outputs on top. */
export function classifierOf(model: ReturnType<typeof modelOf>, seed: number) {
  return classifierFrom(model, {
    classes: 10,
    decoder: denseDecoder({ initialiser: 'zeros' }),
    seed,
  });
}

/**
 * Of activations: the first and the last one hold the saturated units, below 0.05 and above 0.95.
 */
export const bins = 20;

/** Share of activations in each bin, in percent. */
export function histogram(codes: Float32Array): readonly number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of codes) counts[Math.min(Math.floor(value * bins), bins - 1)]++;
  return counts.map((count) => (100 * count) / codes.length);
}

/** Share of saturated activations, in percent. */
export function saturatedIn(activations: readonly number[]): number {
  return activations[0] + activations[bins - 1];
}
