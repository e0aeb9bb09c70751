import { nonNegative, positive, positiveInteger } from '../options.js';
import { checkedSchedule, type ScheduleDefinition } from './definition.js';

/** `initial * rate ** floor(step / every)`: a staircase. */
export interface StepDecay {
  readonly name: 'stepDecay@1';
  /** Value of the first `every` steps; 0 or above. */
  readonly initial: number;
  /** Factor of each stair; above 0. */
  readonly rate: number;
  /** Steps on each stair. */
  readonly every: number;
}

export const stepDecayDefinition: ScheduleDefinition<StepDecay> = {
  name: 'stepDecay@1',
  checks: { initial: nonNegative, rate: positive, every: positiveInteger },
  defaults: {},
  at: ({ initial, rate, every }, step) => initial * rate ** Math.floor(step / every),
};

/**
 * A staircase: `rate` times the value before, every `every` steps.
 *
 * @throws OptionsError for unknown or unacceptable fields.
 */
export function stepDecay(fields: Omit<StepDecay, 'name'>): StepDecay {
  return checkedSchedule(stepDecayDefinition, fields);
}
