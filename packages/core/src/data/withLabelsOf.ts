import type { Dataset } from './dataset.js';
import { DataError } from './input.js';

/**
 * The same samples with the numbers of classes in the order of names; unchanged where either has
 * none.
 *
 * @throws DataError if a class is unknown.
 */
export function withLabelsOf<const Shape extends readonly number[]>(
  data: Dataset<Shape>,
  labelNames: readonly string[] | undefined,
): Dataset<Shape> {
  if (!labelNames || !data.labelNames) return data;
  try {
    return data.relabel(labelNames);
  } catch (cause) {
    throw cause instanceof RangeError ? new DataError(cause.message, { cause }) : cause;
  }
}
