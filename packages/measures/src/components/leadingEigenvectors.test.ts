import { RandomStream } from '@autoencoder-zoo/core';
import { describe, expect, it } from 'vitest';
import { leadingEigenvectors } from './leadingEigenvectors.js';

const SIZE = 90;

/** H D H with given eigenvalues D and H = I - 2 v v' for a random unit vector v. */
function reflected(values: readonly number[]): Float64Array {
  const v = Float64Array.from(new RandomStream(2, 'v').normal(new Float32Array(SIZE)));
  const norm = Math.hypot(...v);
  const entry = (i: number, j: number) => Number(i === j) - (2 * v[i] * v[j]) / norm ** 2;
  const matrix = new Float64Array(SIZE * SIZE);
  for (let i = 0; i < SIZE; i++) {
    for (let j = 0; j < SIZE; j++) {
      for (let m = 0; m < SIZE; m++) matrix[i * SIZE + j] += entry(i, m) * values[m] * entry(m, j);
    }
  }
  return matrix;
}

describe('leadingEigenvectors', () => {
  it('takes a matrix which maps all but few directions exactly to zero', () => {
    const matrix = new Float64Array(SIZE * SIZE);
    matrix[0] = 4;
    matrix[SIZE + 1] = 1;
    const { values, vectors } = leadingEigenvectors(matrix, SIZE, 5);
    [4, 1, 0, 0, 0].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 12));
    expect(Math.abs(vectors[0])).toBeCloseTo(1, 12);
    expect(Math.abs(vectors[SIZE + 1])).toBeCloseTo(1, 12);
    for (let i = 0; i < 5; i++) {
      expect(Math.hypot(...vectors.subarray(i * SIZE, (i + 1) * SIZE))).toBeCloseTo(1, 9);
    }
  });

  it.each([
    ['that fall quickly', (i: number) => 0.8 ** i],
    ['that hardly differ', (i: number) => 1 - 1e-6 * i],
    ['of which many are equal', (i: number) => (i < 2 ? 2 : 1)],
    ['of which few are not zero', (i: number) => (i < 3 ? 3 - i : 0)],
    ['that are all zero', () => 0],
  ])('finds eigenvalues %s', (_, valueOf) => {
    const expected = Array.from({ length: SIZE }, (_, i) => valueOf(i));
    const matrix = reflected(expected);
    for (const k of [1, 5, SIZE]) {
      const { values, vectors } = leadingEigenvectors(matrix, SIZE, k);
      expect(values).toHaveLength(k);
      expect(vectors).toHaveLength(k * SIZE);
      values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 9));
      for (let i = 0; i < k; i++) {
        const vector = vectors.subarray(i * SIZE, (i + 1) * SIZE);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 9);
        for (let row = 0; row < SIZE; row++) {
          const image = vector.reduce((sum, x, j) => sum + x * matrix[row * SIZE + j], 0);
          expect(Math.abs(image - values[i] * vector[row])).toBeLessThan(1e-7);
        }
        for (let j = 0; j < i; j++) {
          const other = vectors.subarray(j * SIZE, (j + 1) * SIZE);
          expect(Math.abs(vector.reduce((sum, x, m) => sum + x * other[m], 0))).toBeLessThan(1e-9);
        }
      }
    }
  });
});
