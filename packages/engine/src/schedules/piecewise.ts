import { nonNegative, positiveInteger, type Check } from '../options.js';
import { checkedSchedule, type ScheduleDefinition } from './definition.js';

/** `values[0]` before step `boundaries[0]`, then `values[1]` before `boundaries[1]`, and so on. */
export interface Piecewise {
  readonly name: 'piecewise@1';
  /** First steps of the second, third ... value; rising. */
  readonly boundaries: readonly number[];
  /** One value more than boundaries; each 0 or above. */
  readonly values: readonly number[];
}

const rising: Check = (value) =>
  Array.isArray(value) &&
  value.every(
    (boundary: unknown, i) =>
      positiveInteger(boundary) === undefined && (i === 0 || (boundary as number) > value[i - 1]),
  )
    ? undefined
    : 'rising whole numbers of 1 or above';

const rates: Check = (value) =>
  Array.isArray(value) && value.every((rate) => nonNegative(rate) === undefined)
    ? undefined
    : 'an array of numbers of 0 or above';

export const piecewiseDefinition: ScheduleDefinition<Piecewise> = {
  name: 'piecewise@1',
  checks: { boundaries: rising, values: rates },
  defaults: {},
  problem: ({ boundaries, values }) =>
    values.length === boundaries.length + 1
      ? undefined
      : `${boundaries.length} boundaries need ${boundaries.length + 1} values, got ${values.length}`,
  at({ boundaries, values }, step) {
    const next = boundaries.findIndex((boundary) => step < boundary);
    return values.at(next)!;
  },
};

/**
 * Constant pieces: `values[i]` up to, and without, step `boundaries[i]`.
 *
 * @throws OptionsError for unknown or unacceptable fields, or when there is not one
 * value more than boundaries.
 */
export function piecewise(fields: Omit<Piecewise, 'name'>): Piecewise {
  return checkedSchedule(piecewiseDefinition, fields);
}
