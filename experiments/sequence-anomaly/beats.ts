import type { Dataset } from '@autoencoder-zoo/core';
import { areaUnderRocCurve, detection } from '@autoencoder-zoo/measures';
import { split } from '@autoencoder-zoo/datasets';
import { ecg5000, normalAndAnomalous } from '@autoencoder-zoo/datasets/ecg5000';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import type { RunContext } from '../framework/index.js';
import { annealed, valuesOf } from '../helpers/index.js';

/** Samples of a beat, and the frames of several samples in which the network reads them. */
export const beatLength = 140;
const beatShape = [28, 5] as const;

/** How long beats are learned. */
export interface BeatSettings {
  readonly beats: { readonly epochs: number };
}

/** A sequence and what became of it. */
export interface Pair {
  readonly signal: Float32Array;
  readonly reconstruction: Float32Array;
}

/**
 * Knows 200 normal beats, of which 160 train and 40 set the threshold, and judges the 300 others by
 * their reconstruction error.
 */
export async function beatsOf(seed: number, { settings, fit }: RunContext<BeatSettings>) {
  const { train } = await ecg5000({ shape: beatShape });
  const { normal, anomalous } = normalAndAnomalous(train);
  const [known, unknown] = split(normal, { count: 200, seed });
  const [seen, kept] = split(known, { count: 160, seed });
  const model = lstm({ input: beatShape, units: 64, latentDim: 16, reverse: true, seed });
  const { epochs } = settings.beats;
  const { training } = await fit('beats', model, seen, {
    ...annealed({ samples: seen.length, epochs, batchSize: 20, learningRate: 5e-3 }),
    clipNorm: 10,
  });

  const reconstruct = async (beats: Dataset<typeof beatShape>) => {
    const reconstructions = await model.reconstruct(beats);
    return { reconstructions, errors: squaredErrors(valuesOf(beats), reconstructions, beatLength) };
  };
  const ofKept = await reconstruct(kept);
  const [ofUnknown, ofAnomalous] = [await reconstruct(unknown), await reconstruct(anomalous)];
  const errors = [...ofUnknown.errors, ...ofAnomalous.errors];
  const positive = errors.map((_, index) => index >= unknown.length);

  const threshold = quantile(ofKept.errors, 0.95);
  const { accuracy, f1 } = detection(errors, positive, threshold);
  return {
    figures: {
      area: areaUnderRocCurve(errors, positive),
      accuracy,
      f1,
    },
    material: {
      losses: training['loss'],
      errors,
      anomalous: positive,
      normalBeat: pair(valuesOf(unknown), ofUnknown.reconstructions),
      anomalousBeat: pair(valuesOf(anomalous), ofAnomalous.reconstructions),
    },
  };
}

/** Squared error of each sequence, summed over its samples. */
function squaredErrors(values: Float32Array, others: Float32Array, length: number): number[] {
  const errors = Array.from({ length: values.length / length }, () => 0);
  values.forEach((value, index) => {
    errors[Math.floor(index / length)] += (value - others[index]) ** 2;
  });
  return errors;
}

/** The value below which a share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** The first sequence of each. */
function pair(values: Float32Array, reconstructions: Float32Array): Pair {
  return {
    signal: values.slice(0, beatLength),
    reconstruction: reconstructions.slice(0, beatLength),
  };
}
