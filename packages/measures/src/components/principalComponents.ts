import {
  Dataset,
  readScaled,
  shaped,
  type FittedScaling,
  type ShapedArray,
} from '@autoencoder-zoo/core';
import { covarianceOf, meanOf } from './covariance.js';
import { leadingEigenvectors } from './leadingEigenvectors.js';
import { forEachChunk, requireSameSize, toVectors, type Vectors } from '../shared/vectors.js';

/** Result of {@link principalComponents}. */
export interface PrincipalComponents {
  /** Mean of the samples, `[size]`. */
  readonly mean: Float64Array;
  /** Orthonormal directions, `[k, size]` row by row, of descending variance; their sign is free. */
  readonly components: Float64Array;
  /** Variance along each of the `k` directions (divided by samples - 1). */
  readonly explainedVariance: Float64Array;
  /** Variance along all directions; the share explained is the quotient. */
  readonly totalVariance: number;
}

/**
 * Principal component analysis: the k orthogonal directions with the largest variance, which is the
 * best linear autoencoder (Baldi and Hornik, "Neural networks and principal component analysis",
 * 1989).
 *
 * 60,000 samples of 784 values and k = 30 take about 2 seconds. Needs memory for two covariance
 * matrices, so some thousand values a sample are the limit.
 *
 * @param samples - At least two.
 * @param k - From 1 to the size of a sample.
 * @throws RangeError if there are fewer than two samples, or k is out of range.
 */
export function principalComponents(samples: Vectors, k: number): PrincipalComponents {
  const set = toVectors(samples, 'the samples');
  if (set.length < 2) {
    throw new RangeError(`${set.name}: principal components need at least two samples, one came`);
  }
  if (!Number.isInteger(k) || k < 1 || k > set.size) {
    throw new RangeError(
      `the number of principal components is an integer from 1 to ${set.size}, the size of a sample, but is ${k}`,
    );
  }
  const mean = meanOf(set);
  const covariance = covarianceOf(set, mean);
  const { values, vectors } = leadingEigenvectors(covariance, set.size, k);
  let totalVariance = 0;
  for (let i = 0; i < set.size; i++) totalVariance += covariance[i * (set.size + 1)];
  return { mean, components: vectors, explainedVariance: values, totalVariance };
}

/**
 * Coordinates of samples, the same or others, along principal components.
 *
 * @returns `[samples, k]`.
 * @throws RangeError if the samples have another size.
 */
export function codesOfComponents(
  { mean, components }: PrincipalComponents,
  samples: Vectors,
): ShapedArray<readonly [number, number]> {
  const set = toVectors(samples, 'the samples');
  const { size, length } = set;
  requireSize(set, mean.length);
  const k = components.length / size;
  const codes = new Float32Array(length * k);
  forEachChunk(set, 128, (rows, count, start) => {
    for (let row = 0; row < count; row++) {
      for (let c = 0; c < k; c++) {
        let coordinate = 0;
        for (let i = 0; i < size; i++) {
          coordinate += (rows[row * size + i] - mean[i]) * components[c * size + i];
        }
        codes[(start + row) * k + c] = coordinate;
      }
    }
  });
  return shaped(codes, [length, k]);
}

/**
 * What is left of samples when only their principal components are kept, in the units
 * of the samples.
 *
 * @returns `[samples, size]`.
 * @throws RangeError if the samples have another size.
 */
export function reconstructionsOfComponents(
  principal: PrincipalComponents,
  samples: Vectors,
): ShapedArray<readonly [number, number]> {
  const { mean, components } = principal;
  const codes = codesOfComponents(principal, samples);
  const [length, k] = codes.shape;
  const size = mean.length;
  const result = new Float32Array(length * size);
  for (let sample = 0; sample < length; sample++) {
    const reconstruction = Float64Array.from(mean);
    for (let c = 0; c < k; c++) {
      const coordinate = codes[sample * k + c];
      for (let i = 0; i < size; i++) reconstruction[i] += coordinate * components[c * size + i];
    }
    result.set(reconstruction, sample * size);
  }
  return shaped(result, [length, size]);
}

/**
 * Squared error of the samples when only their principal components are kept, summed over
 * the values of a sample and averaged over samples: what a linear autoencoder leaves.
 *
 * @throws RangeError if the samples have another size than the components.
 */
export function squaredErrorOfComponents(
  { mean, components }: PrincipalComponents,
  samples: Vectors,
): number {
  const set = toVectors(samples, 'the samples');
  const { size } = set;
  requireSize(set, mean.length);
  const centred = new Float64Array(size);
  let total = 0;
  forEachChunk(set, 128, (rows, count) => {
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < size; i++) centred[i] = rows[row * size + i] - mean[i];
      let error = 0;
      for (let i = 0; i < size; i++) error += centred[i] ** 2;
      // Pythagoras: the components are orthonormal, so what they hold can be taken off.
      for (let start = 0; start < components.length; start += size) {
        let coordinate = 0;
        for (let i = 0; i < size; i++) coordinate += centred[i] * components[start + i];
        error -= coordinate ** 2;
      }
      total += Math.max(error, 0);
    }
  });
  return total / set.length;
}

/**
 * The error that the best linear autoencoder with a code of k numbers, fitted to
 * `train`, makes on `test`: squared, summed over the values of a sample, averaged
 * over samples. For the digits of MNIST from 0 to 1 and k = 30 it is 13.866.
 *
 * @param options - `scaling`: that of a model beside which PCA stands. Components are those of
 * scaled samples then, and the error is still one in the units of the samples. Default: none.
 * @throws RangeError as {@link principalComponents}, or if the sizes of the samples differ.
 */
export function pcaReconstructionError(
  train: Vectors,
  test: Vectors,
  k: number,
  { scaling }: { readonly scaling?: FittedScaling } = {},
): number {
  const [fitted, held] = [
    toVectors(train, 'the training samples'),
    toVectors(test, 'the test samples'),
  ];
  requireSameSize(fitted, held);
  if (!scaling || scaling.kind === 'none') {
    return squaredErrorOfComponents(principalComponents(fitted, k), held);
  }
  const asked = scaled(held, scaling);
  const kept = reconstructionsOfComponents(principalComponents(scaled(fitted, scaling), k), asked);
  const { factor } = scaling;
  let total = 0;
  kept.forEach((value, i) => {
    total += ((value - asked.values[i]) / factor[i % factor.length]) ** 2;
  });
  return total / held.length;
}

/** Samples as a model sees them. */
function scaled(set: Dataset, scaling: FittedScaling): Dataset {
  const { name, length, shape, size } = set;
  const values = new Float32Array(length * size);
  readScaled(
    set,
    Uint32Array.from({ length }, (_, i) => i),
    values,
    { scaling },
  );
  return new Dataset({ name, values, shape });
}

function requireSize({ name, size }: Dataset, expected: number): void {
  if (size === expected) return;
  throw new RangeError(
    `${name}: samples have ${size} values, but the components were made of ${expected}`,
  );
}
