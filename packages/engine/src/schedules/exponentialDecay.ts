import { nonNegative, positive } from '../options.js';
import { checkedSchedule, type ScheduleDefinition } from './definition.js';

/** `initial * rate ** (step / every)`: smooth, `rate` times smaller after each `every` steps. */
export interface ExponentialDecay {
  readonly name: 'exponentialDecay@1';
  /** Value at step 0; 0 or above. */
  readonly initial: number;
  /** Factor for `every` steps; above 0. */
  readonly rate: number;
  /** Steps that one factor `rate` takes; above 0. */
  readonly every: number;
}

export const exponentialDecayDefinition: ScheduleDefinition<ExponentialDecay> = {
  name: 'exponentialDecay@1',
  checks: { initial: nonNegative, rate: positive, every: positive },
  defaults: {},
  at: ({ initial, rate, every }, step) => initial * rate ** (step / every),
};

/**
 * Smooth exponential decay, `initial * rate ** (step / every)`.
 *
 * @throws OptionsError for unknown or unacceptable fields.
 */
export function exponentialDecay(fields: Omit<ExponentialDecay, 'name'>): ExponentialDecay {
  return checkedSchedule(exponentialDecayDefinition, fields);
}
