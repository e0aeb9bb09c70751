import { nonNegative } from '../options.js';
import { checkedSchedule, type ScheduleDefinition } from './definition.js';

/** The same value at every step. */
export interface Constant {
  readonly name: 'constant@1';
  /** 0 or above. */
  readonly value: number;
}

export const constantDefinition: ScheduleDefinition<Constant> = {
  name: 'constant@1',
  checks: { value: nonNegative },
  defaults: {},
  at: ({ value }) => value,
};

/**
 * The same value at every step; a bare number means the same.
 *
 * @throws OptionsError when the value is negative or not finite.
 */
export function constant(value: number): Constant {
  return checkedSchedule(constantDefinition, { value });
}
