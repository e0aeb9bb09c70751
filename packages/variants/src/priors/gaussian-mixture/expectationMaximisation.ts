import {
  kMeansPlusPlus,
  squaredDistance,
  type Points,
} from '../../shared/mixture/kMeansPlusPlus.js';
import { factorise, logPeaks, squaredDeviations, type Mixture } from './mixture.js';

/** How a mixture is fitted. */
export interface MixtureFitOptions {
  readonly components: number;
  readonly covariance: 'diagonal' | 'full';
  /** Of the first centres. */
  readonly seed: number;
}

/** Ends when the mean log likelihood of a point rises by less, in nats. */
const tolerance = 1e-5;
const mostIterations = 300;
/** What is added to variances, as a share of the mean variance of the points. */
const floor = 1e-6;

/**
 * Fits a mixture of normal distributions to points by expectation maximisation in float64
 * (Dempster, Laird & Rubin 1977). It starts with the points divided among centres by k-means++.
 *
 * @throws RangeError if there are fewer points than components.
 */
export function fitMixture(points: Points, options: MixtureFitOptions): Mixture {
  const rows = points.values.length / points.size;
  if (rows < options.components) {
    throw new RangeError(
      `gaussianMixture: ${options.components} components cannot be fitted to ${rows} codes; give more samples, or ask for fewer components`,
    );
  }
  const shares = firstShares(points, options);
  const smallest = floor * meanVariance(points) || floor;
  let best = -Infinity;
  for (let iteration = 0; ; iteration++) {
    const mixture = maximise(points, shares, options, smallest);
    const reached = expect(points, mixture, shares);
    if (reached - best < tolerance || iteration === mostIterations) return mixture;
    best = reached;
  }
}

/** Each point belongs to its nearest centre: `[rows, components]` of ones and zeros. */
function firstShares(points: Points, { components, seed }: MixtureFitOptions): Float64Array {
  const rows = points.values.length / points.size;
  const centres = kMeansPlusPlus(points, components, seed);
  const shares = new Float64Array(rows * components);
  for (let row = 0; row < rows; row++) {
    const distances = centres.map((centre) => squaredDistance(points, row, centre));
    shares[row * components + distances.indexOf(Math.min(...distances))] = 1;
  }
  return shares;
}

/**
 * Writes how far each component accounts for each point; gives the mean log likelihood of a point.
 */
function expect({ values, size }: Points, mixture: Mixture, shares: Float64Array): number {
  const components = mixture.weights.length;
  const rows = values.length / size;
  const centred = new Float64Array(size);
  const peaks = logPeaks(mixture);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const point = values.subarray(row * size, (row + 1) * size);
    const own = shares.subarray(row * components, (row + 1) * components);
    let largest = -Infinity;
    for (let k = 0; k < components; k++) {
      own[k] = peaks[k] - squaredDeviations(mixture, k, centred, point) / 2;
      largest = Math.max(largest, own[k]);
    }
    let sum = 0;
    for (let k = 0; k < components; k++) sum += Math.exp(own[k] - largest);
    const logLikelihood = largest + Math.log(sum);
    for (let k = 0; k < components; k++) own[k] = Math.exp(own[k] - logLikelihood);
    total += logLikelihood;
  }
  return total / rows;
}

/** The mixture that is most likely, given how far each component accounts for each point. */
function maximise(
  points: Points,
  shares: Float64Array,
  { components, covariance }: MixtureFitOptions,
  smallest: number,
): Mixture {
  const { size } = points;
  const weights = new Float64Array(components);
  const means = new Float64Array(components * size);
  const deviations = new Float64Array(components * size);
  const full = covariance === 'full';
  const regressions = full ? new Float64Array(components * size * size) : undefined;
  for (let k = 0; k < components; k++) {
    const own = means.subarray(k * size, (k + 1) * size);
    weights[k] = weightAndMean(points, shares, k, own);
    const spread = spreadOf(points, shares, k, own, weights[k], full);
    const deviation = deviations.subarray(k * size, (k + 1) * size);
    if (regressions) {
      for (let i = 0; i < size; i++) spread[i * size + i] += smallest;
      factorise(spread, deviation, regressions.subarray(k * size ** 2, (k + 1) * size ** 2));
    } else {
      deviation.forEach((_, i) => (deviation[i] = Math.sqrt(spread[i] + smallest)));
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { weights: weights.map((weight) => weight / total), means, deviations, regressions };
}

/** Sum of the shares of a component, a little above 0 at least; writes its mean. */
function weightAndMean(
  { values, size }: Points,
  shares: Float64Array,
  component: number,
  mean: Float64Array,
): number {
  const rows = values.length / size;
  const components = shares.length / rows;
  let weight = 10 * Number.EPSILON;
  for (let row = 0; row < rows; row++) {
    const share = shares[row * components + component];
    weight += share;
    for (let i = 0; i < size; i++) mean[i] += share * values[row * size + i];
  }
  for (let i = 0; i < size; i++) mean[i] /= weight;
  return weight;
}

/** Covariance of a component, `[size, size]`, or its diagonal, `[size]`. */
function spreadOf(
  { values, size }: Points,
  shares: Float64Array,
  component: number,
  mean: Float64Array,
  weight: number,
  full: boolean,
): Float64Array {
  const rows = values.length / size;
  const components = shares.length / rows;
  const spread = new Float64Array(full ? size * size : size);
  const centred = new Float64Array(size);
  for (let row = 0; row < rows; row++) {
    const share = shares[row * components + component] / weight;
    if (share === 0) continue;
    for (let i = 0; i < size; i++) {
      centred[i] = values[row * size + i] - mean[i];
      if (!full) spread[i] += share * centred[i] ** 2;
      // Only what is on and below the diagonal is read.
      else for (let j = 0; j <= i; j++) spread[i * size + j] += share * centred[i] * centred[j];
    }
  }
  return spread;
}

/** Mean over the numbers of a point of their variances. */
function meanVariance({ values, size }: Points): number {
  const rows = values.length / size;
  const mean = new Float64Array(size);
  const squares = new Float64Array(size);
  values.forEach((value, i) => (mean[i % size] += value / rows));
  values.forEach((value, i) => (squares[i % size] += (value - mean[i % size]) ** 2 / rows));
  return squares.reduce((sum, square) => sum + square, 0) / size;
}
