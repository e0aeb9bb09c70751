import { pcaReconstructionError, type Evaluation } from '@autoencoder-zoo/core';
import { choosePart, fitToModel, loadData, type Data, type PartName } from './data.js';
import { loadModel } from './model.js';

/** Measures of a model on data. */
export interface Measures {
  readonly dir: string;
  /** Short name of the data. */
  readonly data: string;
  readonly part: PartName;
  /** Number of samples. */
  readonly samples: number;
  /** The loss and its terms, and `squaredError`; each summed over features, averaged over samples. */
  readonly terms: Evaluation;
  /** Mean over all values. */
  readonly meanSquaredError: number;
  /** In decibels; the peak is the range of the data. */
  readonly peakSignalToNoise: number;
  /**
   * Squared error, as in `terms`, of a principal component analysis with as many numbers in its code,
   * fitted on the training part; `null` where that is impossible or too costly.
   */
  readonly pcaSquaredError: number | null;
}

/** Values of a sample beyond which a covariance matrix takes too long. */
const largestPca = 2000;

/**
 * Measures a stored model on the test part of data, or on all where there is none.
 *
 * @throws UsageError if there is no such model, data or part, or they do not fit.
 */
export async function evaluateModel(
  dir: string,
  nameOrPath: string,
  wanted?: PartName,
): Promise<Measures> {
  const model = await loadModel(dir);
  const data = fitToModel(await loadData(nameOrPath), model.inputShape);
  const { part, samples } = choosePart(data, wanted);
  const terms = await model.evaluate(samples);
  const meanSquaredError = terms['squaredError'] / valuesPerSample(samples);
  const range = rangeOf(samples);
  return {
    dir,
    data: data.name,
    part,
    samples: samples.length,
    terms,
    meanSquaredError,
    peakSignalToNoise: 10 * Math.log10(range ** 2 / meanSquaredError),
    pcaSquaredError: pcaError(data, samples, model.codeShape),
  };
}

function pcaError(data: Data, samples: Data['train'], codeShape: readonly number[]): number | null {
  const { train } = data;
  const dim = codeShape.reduce((product, dimension) => product * dimension, 1);
  if (train.lengths || train.size > largestPca || train.length < 2) return null;
  if (dim >= train.size) return 0;
  return pcaReconstructionError(train, samples, dim);
}

/** Values of an average sample; padding does not count. */
function valuesPerSample({ lengths, length, shape, size }: Data['train']): number {
  if (!lengths) return size;
  const steps = lengths.reduce((sum, count) => sum + count, 0);
  return ((steps / length) * size) / shape[0];
}

function rangeOf({ values, scale }: Data['train']): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return (high - low) * Math.abs(scale);
}
