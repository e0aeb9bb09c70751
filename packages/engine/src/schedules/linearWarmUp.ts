import { nonNegative, positiveInteger } from '../options.js';
import { checkedSchedule, type ScheduleDefinition } from './definition.js';
import type { Rate } from './schedule.js';

/**
 * Rises linearly to the first value of `target` in `steps` steps, then follows `target` from its
 * beginning. Step 0 has the value `target(0) / steps`, so that no step is spent on a rate of 0.
 */
export interface LinearWarmUp {
  readonly name: 'linearWarmUp@1';
  readonly target: Rate;
  readonly steps: number;
}

export const linearWarmUpDefinition: ScheduleDefinition<LinearWarmUp> = {
  name: 'linearWarmUp@1',
  checks: {
    // A schedule is parsed with the tree that it stands in; here only its kind is checked.
    target: (value) =>
      typeof value === 'object' && value !== null ? undefined : nonNegative(value),
    steps: positiveInteger,
  },
  defaults: {},
  at: ({ target, steps }, step, valueOf) =>
    step < steps ? (valueOf(target, 0) * (step + 1)) / steps : valueOf(target, step - steps),
};

/**
 * A linear rise before a number or another schedule.
 *
 * @throws OptionsError for unknown or unacceptable fields.
 */
export function linearWarmUp(target: Rate, fields: { readonly steps: number }): LinearWarmUp {
  return checkedSchedule(linearWarmUpDefinition, { ...fields, target });
}
