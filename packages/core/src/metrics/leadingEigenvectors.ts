import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { RandomStream } from '../random/stream.js';

/** The largest eigenvalues, descending, and their eigenvectors one after the other, `[k, size]`. */
export interface Eigenvectors {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const MOST_ITERATIONS = 200;
const TOLERANCE = 1e-9;

/**
 * Eigenvectors of the k largest eigenvalues of a symmetric positive semi-definite matrix.
 *
 * Subspace iteration with Rayleigh-Ritz projection (Saad, "Numerical methods for large eigenvalue
 * problems", 2011, chapter 5) until all residuals are below 1e-9 of the largest eigenvalue. Where
 * most eigenvectors are wanted, or they do not separate, the full decomposition.
 *
 * @param matrix - `[size, size]`, row by row.
 */
export function leadingEigenvectors(matrix: Float64Array, size: number, k: number): Eigenvectors {
  // The error of the k-th shrinks by the quotient of the first eigenvalue left out and its own.
  const width = 2 * k + 10;
  if (3 * width > size) return decompose(matrix, size, k);
  const start = new RandomStream(0, 'eigenvectors').normal(new Float32Array(width * size));
  let basis = new Float64Array(start);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    if (!makeOrthonormal(basis, size)) break;
    const image = products(basis, matrix, size);
    const { values, vectors: rotation } = decompose(products(image, basis, size), width, k);
    const vectors = combine(rotation, basis, size);
    const residuals = combine(rotation, image, size);
    for (let i = 0; i < residuals.length; i++) {
      residuals[i] -= values[Math.floor(i / size)] * vectors[i];
    }
    const worst = residuals.reduce((most, residual) => Math.max(most, Math.abs(residual)), 0);
    if (worst <= TOLERANCE * values[0]) return { values, vectors };
    basis = image;
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
 * Gram and Schmidt's method on rows of `size`, twice, because once loses digits. It fails if a row
 * becomes exactly zero, as a matrix of low rank can make it.
 */
function makeOrthonormal(rows: Float64Array, size: number): boolean {
  for (let end = 0; end < rows.length; end += size) {
    const row = rows.subarray(end, end + size);
    for (let pass = 0; pass < 2; pass++) {
      for (let start = 0; start < end; start += size) {
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
    for (let row = 0; row < rows; row++) {
      result[row * columns + column] = dot(a, row * size, b, column * size, size);
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
