import type { Dataset } from '@autoencoder-zoo/core';
import { allValues, requireSameLength, toVectors, type Vectors } from '../shared/vectors.js';

/** Codes beside the factors that their samples were made from. */
export interface FactorTable {
  readonly codes: Dataset;
  readonly factors: Dataset;
  /** Units of a code. */
  readonly units: number;
  /** The values of each unit, over all samples. */
  readonly unitColumns: readonly Float64Array[];
  /** The values of each factor, over all samples. */
  readonly factorColumns: readonly Float64Array[];
}

/**
 * @throws RangeError if there are not equally many codes and factors, a code has a single unit, or
 * a factor is the same for all samples; DataError if a value is not finite.
 */
export function factorTable(codes: Vectors, factors: Vectors): FactorTable {
  const set = toVectors(codes, 'the codes');
  const truth = toVectors(factors, 'the factors');
  requireSameLength(set, truth);
  if (set.size < 2) {
    throw new RangeError(`${set.name} have 1 unit, but factors are shared out between 2 at least`);
  }
  const factorColumns = columnsOf(truth);
  factorColumns.forEach((column, factor) => {
    if (column.some((value) => value !== column[0])) return;
    throw new RangeError(
      `${truth.name}: factor ${factor} is ${column[0]} for all samples; leave it out, or give samples in which it varies`,
    );
  });
  return {
    codes: set,
    factors: truth,
    units: set.size,
    unitColumns: columnsOf(set),
    factorColumns,
  };
}

/** The largest of some numbers less the second largest. */
export function gap(values: readonly number[]): number {
  const [first, second] = values.toSorted((a, b) => b - a);
  return first - second;
}

export function averageOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function columnsOf(set: Dataset): Float64Array[] {
  const { size, length } = set;
  const values = allValues(set);
  return Array.from({ length: size }, (_, column) =>
    Float64Array.from({ length }, (_, row) => values[row * size + column]),
  );
}
