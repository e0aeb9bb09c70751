import type { Dataset } from '@autoencoder-zoo/core';
import { PANEL, panelKernels } from '../shared/panels.js';
import { forEachChunk } from '../shared/vectors.js';

/** Samples at a time: few enough for float32 sums and the second-level cache. */
const ROWS = 128;

/** Mean of the samples, `[size]`. */
export function meanOf(set: Dataset): Float64Array {
  const { size } = set;
  const sums = new Float64Array(size);
  forEachChunk(set, ROWS, (rows, count) => {
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < size; column++) sums[column] += rows[row * size + column];
    }
  });
  return sums.map((sum) => sum / set.length);
}

/** Variance of each number of the samples, `[size]`, with the number of samples as divisor. */
export function variancesOf(set: Dataset): Float64Array {
  const { size } = set;
  const mean = meanOf(set);
  const squares = new Float64Array(size);
  forEachChunk(set, ROWS, (rows, count) => {
    for (let at = 0; at < count * size; at++) {
      squares[at % size] += (rows[at] - mean[at % size]) ** 2;
    }
  });
  return squares.map((sum) => sum / set.length);
}

/**
 * Covariance of the samples, `[size, size]` row by row, for a given mean: unbiased, unless another
 * divisor is given. Products of 128 samples are
 * summed in float32, all else in float64: relative error about 1e-7.
 *
 * Needs 8 bytes for each of the size^2 entries, twice.
 */
export function covarianceOf(
  set: Dataset,
  mean: Float64Array,
  divisor = set.length - 1,
): Float64Array {
  const { size } = set;
  const columns = Math.ceil(size / PANEL) * PANEL;
  const productsAt = 4 * ROWS * columns;
  const kernels = panelKernels(productsAt + 8 * columns * columns);
  const panels = new Float32Array(kernels.buffer, 0, ROWS * columns);
  const stride = PANEL;
  forEachChunk(set, ROWS, (rows, count) => {
    for (let column = 0; column < size; column++) {
      const centre = mean[column];
      const at = Math.floor(column / PANEL) * PANEL * count + (column % PANEL);
      for (let row = 0; row < count; row++) {
        panels[at + row * stride] = rows[row * size + column] - centre;
      }
    }
    kernels.addProducts(0, count, columns, productsAt);
  });

  const products = new Float64Array(kernels.buffer, productsAt);
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const value = products[i * columns + j] / divisor;
      covariance[i * size + j] = value;
      covariance[j * size + i] = value;
    }
  }
  return covariance;
}
