import { RandomStream } from '@autoencoder-zoo/core';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The largest eigenvalues, descending, and their eigenvectors one after the other, `[k, size]`. */
export interface Eigenvectors {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const MOST_RESTARTS = 30;
/** How often the matrix is applied to a block of vectors before the best are taken out. */
const DEPTH = 3;

/**
 * Eigenvectors of the k largest eigenvalues of a symmetric positive semi-definite matrix.
 *
 * Block Krylov iteration with Rayleigh-Ritz projection, restarted with the best vectors
 * (Saad, "Numerical methods for large eigenvalue problems", 2011, chapters 6 and 7; Musco and
 * Musco, "Randomized block Krylov methods for stronger and faster approximate singular value
 * decomposition", 2015) until all residuals are below a share of the largest eigenvalue.
 * Where most eigenvectors are wanted, or they do not separate, the full decomposition.
 *
 * @param matrix - `[size, size]`, row by row.
 * @param tolerance - That share.
 */
export function leadingEigenvectors(
  matrix: Float64Array,
  size: number,
  k: number,
  tolerance = 1e-9,
): Eigenvectors {
  // Some more than wanted: the k-th separates from the first that is left out.
  const width = k + 10;
  const all = width * (DEPTH + 1);
  if (1.5 * all > size) return decompose(matrix, size, k);
  const basis = new Float64Array(all * size);
  const image = new Float64Array(all * size);
  basis.set(new RandomStream(0, 'eigenvectors').normal(new Float32Array(width * size)));
  for (let restart = 0; restart < MOST_RESTARTS; restart++) {
    for (let block = 0; block <= DEPTH; block++) {
      const [begin, end] = [block * width * size, (block + 1) * width * size];
      if (block > 0) basis.set(image.subarray(begin - width * size, begin), begin);
      if (!makeOrthonormal(basis, size, begin, end)) return decompose(matrix, size, k);
      image.set(products(basis.subarray(begin, end), matrix, size), begin);
    }
    const { values, vectors: rotation } = decompose(products(image, basis, size), all, width);
    const vectors = combine(rotation, basis, size);
    const images = combine(rotation, image, size);
    let worst = 0;
    for (let i = 0; i < k * size; i++) {
      const residual = images[i] - values[Math.floor(i / size)] * vectors[i];
      worst = Math.max(worst, Math.abs(residual));
    }
    if (worst <= tolerance * values[0]) {
      return { values: values.slice(0, k), vectors: vectors.slice(0, k * size) };
    }
    basis.set(vectors);
  }
  return decompose(matrix, size, k);
}

/** The full decomposition, of which k eigenvectors are kept. */
function decompose(matrix: Float64Array, size: number, k: number): Eigenvectors {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(size, size, matrix),
    { assumeSymmetric: true },
  );
  const order = realEigenvalues
    .map((_, index) => index)
    .sort((a, b) => realEigenvalues[b] - realEigenvalues[a])
    .slice(0, k);
  return {
    values: Float64Array.from(order, (index) => realEigenvalues[index]),
    vectors: Float64Array.from(order.flatMap((index) => eigenvectorMatrix.getColumn(index))),
  };
}

/**
 * Gram and Schmidt's method on rows of `size` from `begin` on, of which those before
 * are orthonormal: twice, because once loses digits. It fails if a row becomes
 * exactly zero, as a matrix of low rank can make it.
 */
function makeOrthonormal(rows: Float64Array, size: number, begin: number, end: number): boolean {
  for (let at = begin; at < end; at += size) {
    const row = rows.subarray(at, at + size);
    for (let pass = 0; pass < 2; pass++) {
      for (let start = 0; start < at; start += size) {
        const overlap = dot(rows, start, row, 0, size);
        for (let i = 0; i < size; i++) row[i] -= overlap * rows[start + i];
      }
      const norm = Math.sqrt(dot(row, 0, row, 0, size));
      if (norm === 0) return false;
      for (let i = 0; i < size; i++) row[i] /= norm;
    }
  }
  return true;
}

/** Products of each row of `a` with each row of `b`, A B', where rows have `size` numbers. */
function products(a: Float64Array, b: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const [rows, columns] = [a.length / size, b.length / size];
  const result = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    const right = column * size;
    let row = 0;
    // Four rows at once: each number of b is read once for all of them.
    for (; row + 4 <= rows; row += 4) {
      let at = row * size;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let i = right; i < right + size; i++, at++) {
        const factor = b[i];
        s0 += factor * a[at];
        s1 += factor * a[at + size];
        s2 += factor * a[at + 2 * size];
        s3 += factor * a[at + 3 * size];
      }
      result[row * columns + column] = s0;
      result[(row + 1) * columns + column] = s1;
      result[(row + 2) * columns + column] = s2;
      result[(row + 3) * columns + column] = s3;
    }
    for (; row < rows; row++) {
      result[row * columns + column] = dot(a, row * size, b, right, size);
    }
  }
  return result;
}

/** Combinations of rows of `size` numbers, one for each row of `coefficients`: A B. */
function combine(coefficients: Float64Array, rows: Float64Array, size: number): Float64Array {
  const count = rows.length / size;
  const result = new Float64Array((coefficients.length / count) * size);
  for (let i = 0; i < coefficients.length; i++) {
    const from = (i % count) * size;
    const to = Math.floor(i / count) * size;
    for (let j = 0; j < size; j++) result[to + j] += coefficients[i] * rows[from + j];
  }
  return result;
}

/** Four sums, so that no addition waits for the one before. */
function dot(a: Float64Array, aAt: number, b: Float64Array, bAt: number, size: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    s0 += a[aAt + i] * b[bAt + i];
    s1 += a[aAt + i + 1] * b[bAt + i + 1];
    s2 += a[aAt + i + 2] * b[bAt + i + 2];
    s3 += a[aAt + i + 3] * b[bAt + i + 3];
  }
  for (; i < size; i++) s0 += a[aAt + i] * b[bAt + i];
  return s0 + s1 + (s2 + s3);
}
