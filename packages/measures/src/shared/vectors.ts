import {
  Dataset,
  refuseNonFinite,
  type ShapedArray,
  type ShapedValues,
} from '@autoencoder-zoo/core';

/**
 * Samples for a measure: a data set, values with a shape `[samples, ...]`, or what a model gave.
 */
export type Vectors = Dataset | ShapedValues | ShapedArray;

/**
 * Samples as a data set, whose samples count as vectors.
 *
 * @throws RangeError if the values do not fill their shape, or there is no sample;
 * DataError if a sample holds NaN or an infinity.
 */
export function toVectors(samples: Vectors, name: string): Dataset {
  const set = toSet(samples, name);
  refuseNonFinite(set);
  return set;
}

function toSet(samples: Vectors, name: string): Dataset {
  if (samples instanceof Dataset) return samples;
  const values = ArrayBuffer.isView(samples) ? samples : samples.data;
  const set = new Dataset({ name, values, shape: samples.shape.slice(1) });
  if (set.length === samples.shape[0]) return set;
  throw new RangeError(
    `${name}: shape [${samples.shape.join(', ')}] has ${samples.shape[0]} samples, but the values make ${set.length}`,
  );
}

/** Consecutive samples, with the digits that their set has. */
export type VectorValues = Float32Array | Float64Array;

/**
 * Calls `use` with consecutive samples, at most `most` at a time, in an array that is
 * used again for the next ones.
 */
export function forEachChunk(
  set: Dataset,
  most: number,
  use: (rows: VectorValues, count: number, start: number) => void,
): void {
  const size = Math.min(most, set.length) * set.size;
  const rows = set.isWide ? new Float64Array(size) : new Float32Array(size);
  for (let start = 0; start < set.length; start += most) {
    const count = Math.min(most, set.length - start);
    set.read(
      Array.from({ length: count }, (_, index) => start + index),
      rows,
    );
    use(rows, count, start);
  }
}

/** All samples at once, with the digits that their set has. */
export function allValues(set: Dataset): VectorValues {
  let values!: VectorValues;
  forEachChunk(set, set.length, (rows) => (values = rows));
  return values;
}

/**
 * As {@link forEachChunk}, with the samples of another set that belong to them.
 *
 * @throws RangeError if the sets have not equally many samples of the same size.
 */
export function forEachChunkOfTwo(
  a: Dataset,
  b: Dataset,
  most: number,
  use: (a: VectorValues, b: VectorValues, count: number) => void,
): void {
  requireSameSize(a, b);
  requireSameLength(a, b);
  forEachChunk(a, most, (rows, count, start) => {
    use(rows, allValues(b.slice(start, start + count)), count);
  });
}

/** @throws RangeError if two sets have not equally many samples. */
export function requireSameLength(a: Dataset, b: Dataset): void {
  if (a.length === b.length) return;
  throw new RangeError(
    `${a.name} are ${a.length}, ${b.name} ${b.length}; they belong together one by one, so there have to be equally many`,
  );
}

/** @throws RangeError if the samples of two sets have different sizes. */
export function requireSameSize(a: Dataset, b: Dataset): void {
  if (a.size === b.size) return;
  throw new RangeError(
    `samples of ${a.name} have ${a.size} values, those of ${b.name} have ${b.size}; they must agree`,
  );
}
