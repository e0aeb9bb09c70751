import { engine, Tensor } from '@autoencoder-zoo/engine/tensorflow';
import type { Shape } from '../parts/shape.js';

/**
 * Runs a function of a part, whose name then stands in its errors.
 *
 * @throws Error if it makes a variable, which would be one more in each step.
 */
export function within<Result>(part: string, compute: () => Result): Result {
  const known = Object.keys(engine().registeredVariables);
  try {
    const result = compute();
    if (!disposeNew(known)) return result;
    throw new Error('it made a variable while it computed; declare it when the part is built');
  } catch (error) {
    disposeNew(known);
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`the ${part}: ${message}`, { cause: error });
  }
}

/** Whether there were variables of other names. */
function disposeNew(known: readonly string[]): boolean {
  const { registeredVariables } = engine();
  const names = Object.keys(registeredVariables);
  if (names.length === known.length) return false;
  for (const name of names) if (!known.includes(name)) registeredVariables[name].dispose();
  return true;
}

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
  result: Tensor | undefined,
  rows: number,
  promised: Shape,
): void {
  const expected = [rows, ...promised];
  if (result instanceof Tensor && String(result.shape) === String(expected)) return;
  throw new Error(
    `the ${part} promised ${what} of shape [${promised.join(', ')}], which is [${expected.join(', ')}] for this batch, but gave ${described(result)}`,
  );
}

/**
 * Refuses a result without a row for each sample, whatever the shape of a row.
 *
 * @param what - What came out, such as `'the output "indices"'`.
 */
export function expectRows(
  part: string,
  what: string,
  result: Tensor | undefined,
  rows: number,
): void {
  if (result instanceof Tensor && result.shape[0] === rows) return;
  throw new Error(
    `the ${part} has to give ${what} with a row for each sample, [${rows}, ...] for this batch, but gave ${described(result)}`,
  );
}

/**
 * Refuses factors of other values than those of the target.
 *
 * @param target - `[batch, ...]`.
 */
export function expectFactors(part: string, counts: Tensor, target: readonly number[]): void {
  const { shape } = counts;
  const fits = (extent: number, axis: number) => extent === 1 || extent === target[axis];
  if (shape.length <= target.length && shape.every(fits)) return;
  throw new Error(
    `the ${part} gave counts of shape ${described(counts)}, which do not broadcast to the target, [${target.join(', ')}]`,
  );
}

/** What a message calls something that a part gave. */
function described(result: Tensor | undefined): string {
  return result instanceof Tensor ? `[${result.shape.join(', ')}]` : 'no tensor';
}
