import type { Dataset } from './dataset.js';
import { DataError } from './input.js';

/** Name of the column that says which values are there. */
const present = 'present';

/**
 * A data set in which NaN marks values that are missing, as models can take it: the
 * column `present` beside the samples has a 1 for each value that is there and a 0
 * for each that is missing, whose place takes the mean of those that are there in the
 * other samples. Models whose encoder is a `maskedEncoder` read that column.
 *
 * @throws DataError for a value that is missing in all samples.
 */
export function markMissing<Shape extends readonly number[]>(
  data: Dataset<Shape>,
): Dataset<Shape> & { readonly beside: { readonly present: Uint8Array } } {
  const { values, size, length, name } = data;
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  const there = Uint8Array.from(values, (value) => Number(!Number.isNaN(value)));
  for (let i = 0; i < values.length; i++) {
    if (there[i] === 0) continue;
    sums[i % size] += values[i];
    counts[i % size]++;
  }
  const lost = counts.indexOf(0);
  if (lost >= 0) {
    throw new DataError(
      `${name}: the value at position ${lost} of ${size} is missing in all ${length} samples; leave it out`,
    );
  }
  const filled = values.slice();
  for (let i = 0; i < filled.length; i++) {
    if (there[i] === 0) filled[i] = sums[i % size] / counts[i % size];
  }
  const marked = data.with({ values: filled, beside: { ...data.beside, [present]: there } });
  return marked as Dataset<Shape> & { readonly beside: { readonly present: Uint8Array } };
}
