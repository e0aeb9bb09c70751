import { readBytes } from './bytes.js';
import type { Dataset } from './dataset.js';
import type { DatasetValues } from './datasetContents.js';

/** Writes samples, scaled as they are to be read, one after the other into `target`. */
export function readRows(
  { values, size, scale }: Pick<Dataset, 'values' | 'size' | 'scale'>,
  indices: ArrayLike<number>,
  target: Float32Array | Float64Array,
): void {
  if (values instanceof Uint8Array && target instanceof Float32Array) {
    readBytes(values, { rows: indices, size, scale }, target);
    return;
  }
  for (let row = 0; row < indices.length; row++) {
    const start = indices[row] * size;
    target.set(values.subarray(start, start + size), row * size);
  }
  // Copying and scaling apart is four times as fast as a loop over the many types of `values`.
  if (scale === 1) return;
  const end = indices.length * size;
  for (let i = 0; i < end; i++) target[i] *= scale;
}

/** A copy of rows of so many values each. */
export function rowsOf(
  values: DatasetValues,
  size: number,
  indices: ArrayLike<number>,
): DatasetValues {
  const rows = new (values.constructor as new (length: number) => DatasetValues)(
    indices.length * size,
  );
  for (let row = 0; row < indices.length; row++) {
    const start = indices[row] * size;
    rows.set(values.subarray(start, start + size), row * size);
  }
  return rows;
}

/**
 * The values of sequences with room for so many steps, filled up with zeros.
 *
 * @throws RangeError if a sequence has more steps than that.
 */
export function paddedTo(
  { name, length, size, shape, values, lengths }: Dataset,
  steps: number,
): DatasetValues {
  const [present] = shape;
  const longest = lengths ? lengths.reduce((a, b) => Math.max(a, b)) : present;
  if (!Number.isInteger(steps) || steps < longest) {
    throw new RangeError(
      `${name}: the longest sequence has ${longest} steps and cannot be padded to ${steps}`,
    );
  }
  const roomy = (size / present) * steps;
  const kept = Math.min(size, roomy);
  const padded = new (values.constructor as new (length: number) => DatasetValues)(length * roomy);
  for (let sample = 0; sample < length; sample++) {
    const start = sample * size;
    padded.set(values.subarray(start, start + kept), sample * roomy);
  }
  return padded;
}

/**
 * Lengths where a sample has another shape: the same values count.
 *
 * @throws RangeError if a sequence would end within a step of that shape.
 */
export function lengthsIn(
  { lengths, name, size, shape }: Dataset,
  other: readonly number[],
): Int32Array | undefined {
  if (!lengths || other[0] === shape[0]) return lengths;
  const perStep = size / shape[0];
  const perNewStep = size / other[0];
  return lengths.map((steps, sample) => {
    const length = (steps * perStep) / perNewStep;
    if (Number.isInteger(length)) return length;
    throw new RangeError(
      `${name}: sequence ${sample} has ${steps * perStep} values and would end within a step of shape [${other.slice(1).join(', ')}]; use a shape in which steps are no longer than before`,
    );
  });
}
