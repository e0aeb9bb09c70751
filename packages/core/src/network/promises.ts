import type { Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '../parts/shape.js';

/**
 * Refuses a result of another shape than its part promised.
 *
 * @param part - Kind and name.
 * @param what - What came out, such as `'features'`.
 * @param rows - How many are expected.
 */
export function expectShape(
  part: string,
  what: string,
  { shape }: Tensor,
  rows: number,
  promised: Shape,
): void {
  const expected = [rows, ...promised];
  if (String(shape) === String(expected)) return;
  throw new Error(
    `the ${part} promised ${what} of shape [${promised.join(', ')}], which is [${expected.join(', ')}] for this batch, but gave [${shape.join(', ')}]`,
  );
}

/** Refuses a term that is neither one number a row or sample nor one for the batch. */
export function expectTerm(
  part: string,
  name: string,
  { shape }: Tensor,
  rows: readonly number[],
): void {
  if (shape.length === 0 || (shape.length === 1 && rows.includes(shape[0]))) return;
  throw new Error(
    `the ${part} gave the term "${name}" with shape [${shape.join(', ')}]; give one number for each row, [${rows[0]}], summed over features, or a scalar for the batch`,
  );
}
