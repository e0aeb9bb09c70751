import { DataError } from './input.js';
import type { Dataset } from './dataset.js';

/**
 * Refuses NaN and infinities before a run starts: found later, they would only show as a loss that
 * is not a number.
 *
 * @throws DataError naming the first bad sample and its position.
 */
export function refuseNonFinite(data: Dataset): void {
  const { values } = data;
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value === 0) continue;
    const sample = Math.floor(i / data.size);
    throw new DataError(
      `${data.name}: sample ${sample} holds ${value} at position ${i % data.size} of ${data.size}; remove or replace it before training`,
    );
  }
}
