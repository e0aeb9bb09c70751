import type { Dataset } from '../data/dataset.js';
import { DataError } from '../data/input.js';
import { readScaled, validValues } from '../data/scaling.js';
import type { Model } from '../model/model.js';

/** Scaling may leave rounding errors just outside of a likelihood's range. */
const tolerance = 1e-5;

/**
 * Refuses targets outside of what the likelihood is defined for: a cross-entropy of values beyond
 * [0, 1] has no lower bound, and training would diverge without a reason to be seen. Validation data
 * may leave the range a little, as it does when the scaling was measured on the training data.
 *
 * @throws DataError naming the first such value, and the remedy.
 */
export function refuseUnsupported(model: Model, data: Dataset): void {
  const { support } = model.composition.likelihood;
  if (!support || model.classes !== undefined) return;
  const [low, high] = support;
  const row = new Float32Array(data.size);
  for (let sample = 0; sample < data.length; sample++) {
    readScaled(data, [sample], row, { scaling: model.scaling });
    const valid = row.subarray(0, validValues(data, sample));
    const position = firstOutside(valid, low - tolerance, high + tolerance);
    if (position >= 0) {
      throw new DataError(
        `${data.name}: sample ${sample} has ${row[position]} at position ${position}, but this likelihood is for values from ${low} to ${high}; use scaling: 'minMax', or another likelihood`,
      );
    }
  }
}

/** Place of the first value outside of an interval, or -1. All of the data passes here at each start. */
function firstOutside(values: Float32Array, low: number, high: number): number {
  for (let i = 0; i < values.length; i++) if (values[i] < low || values[i] > high) return i;
  return -1;
}
