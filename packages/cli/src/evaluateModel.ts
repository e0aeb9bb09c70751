import type { Autoencoder, Dataset, Evaluation } from '@autoencoder-zoo/core';
import { pcaReconstructionError } from '@autoencoder-zoo/measures';
import { inShape, type DataPart } from './data.js';
import { loadFor, modelOnData, type DataOptions } from './modelOnData.js';

/** Measures of a model on data. */
export interface Measures {
  readonly dir: string;
  /** Short name of the data. */
  readonly data: string;
  readonly part: DataPart;
  /** Number of samples. */
  readonly samples: number;
  /**
   * The loss and its terms, and `squaredError`, or `hammingDistance` where samples are numbers of
   * classes; each summed over features, averaged over samples.
   */
  readonly terms: Evaluation;
  /** Mean over all values; `null` where these are numbers of classes. */
  readonly meanSquaredError: number | null;
  /** In decibels; the peak is the range of the data. `null` where these are numbers of classes. */
  readonly peakSignalToNoise: number | null;
  /**
   * Squared error, as in `terms`, of a principal component analysis with as many
   * numbers in its code, fitted on training data that are scaled as the model's;
   * `null` where these are not known, or that is impossible, too costly, or without meaning.
   */
  readonly pcaSquaredError: number | null;
  /** What PCA beside it lacks, where that can be given. */
  readonly pcaLacks?: '--train';
}

/** Values of a sample beyond which a covariance matrix takes too long. */
const largestPca = 2000;

/** What {@link evaluateModel} is asked for. */
export interface EvaluateModelOptions extends DataOptions {
  /** Data that PCA is fitted on, by name or path. Default: the training part of the data. */
  readonly train?: string;
}

/**
 * Measures a stored model on data, beside PCA.
 *
 * @throws UsageError if there is no such model, data or part, or they do not fit.
 */
export async function evaluateModel(
  dir: string,
  nameOrPath: string,
  { train, ...options }: EvaluateModelOptions = {},
): Promise<Measures> {
  const { model, data, part, samples } = await modelOnData(dir, nameOrPath, options);
  const known = train === undefined ? undefined : await loadFor(model, train, options.read);
  const fitted = known ? inShape(known, model.inputShape).train : data.test && data.train;
  const terms = await model.evaluate(samples);
  const measures = { dir, data: data.name, part, samples: samples.length, terms };
  // Numbers of classes have no distance.
  if (!('squaredError' in terms)) {
    return { ...measures, meanSquaredError: null, peakSignalToNoise: null, pcaSquaredError: null };
  }
  const meanSquaredError = terms['squaredError'] / valuesPerSample(samples);
  return {
    ...measures,
    meanSquaredError,
    peakSignalToNoise: 10 * Math.log10(rangeOf(samples) ** 2 / meanSquaredError),
    pcaSquaredError: fitted ? pcaError(model, fitted, samples) : null,
    ...(!fitted && !samples.lengths && { pcaLacks: '--train' }),
  };
}

function pcaError(
  { codeShape, scaling }: Autoencoder,
  train: Dataset,
  samples: Dataset,
): number | null {
  const dim = codeShape.reduce((product, dimension) => product * dimension, 1);
  if (train.lengths || samples.lengths || train.size > largestPca || train.length < 2) return null;
  if (dim >= train.size) return 0;
  return pcaReconstructionError(train, samples, dim, { scaling });
}

/** Values of an average sample; padding does not count. */
function valuesPerSample({ lengths, length, shape, size }: Dataset): number {
  if (!lengths) return size;
  const steps = lengths.reduce((sum, count) => sum + count, 0);
  return ((steps / length) * size) / shape[0];
}

/** Difference between the largest and the smallest value; padding does not count. */
function rangeOf({ values, scale, lengths, length, size, shape }: Dataset): number {
  let low = Infinity;
  let high = -Infinity;
  for (let sample = 0; sample < length; sample++) {
    const valid = lengths ? (lengths[sample] * size) / shape[0] : size;
    for (let i = sample * size; i < sample * size + valid; i++) {
      if (values[i] < low) low = values[i];
      if (values[i] > high) high = values[i];
    }
  }
  return (high - low) * Math.abs(scale);
}
