import type { Dataset } from '@autoencoder-zoo/core';

/** Mean and standard deviation of each number of codes, `[size]` each. */
export interface CodeMoments {
  readonly mean: Float32Array;
  /** 1 for numbers that do not vary. */
  readonly deviation: Float32Array;
}

/** Values of all codes, one code after the other. */
export function valuesOf(codes: Dataset): Float32Array {
  const values = new Float32Array(codes.length * codes.size);
  codes.read(
    Array.from({ length: codes.length }, (_, i) => i),
    values,
  );
  return values;
}

/** The moments of codes, `values` of `size` numbers each. */
export function momentsOf(values: Float32Array, size: number): CodeMoments {
  const length = values.length / size;
  const mean = new Float64Array(size);
  const squares = new Float64Array(size);
  values.forEach((value, i) => (mean[i % size] += value / length));
  values.forEach((value, i) => (squares[i % size] += (value - mean[i % size]) ** 2 / length));
  return {
    mean: Float32Array.from(mean),
    deviation: Float32Array.from(squares, (square) => Math.sqrt(square) || 1),
  };
}
