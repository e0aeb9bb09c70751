import { nonNegative, OptionsError, show } from '../options.js';
import { constantDefinition, type Constant } from './constant.js';
import { cosineDecayDefinition, type CosineDecay } from './cosineDecay.js';
import { checkedSchedule, type ScheduleDefinition } from './definition.js';
import { exponentialDecayDefinition, type ExponentialDecay } from './exponentialDecay.js';
import { piecewiseDefinition, type Piecewise } from './piecewise.js';
import { stepDecayDefinition, type StepDecay } from './stepDecay.js';
import { linearWarmUpDefinition, type LinearWarmUp } from './linearWarmUp.js';

/** A value that depends on the number of the step: plain JSON, so that it can be saved. */
export type Schedule =
  Constant | ExponentialDecay | StepDecay | CosineDecay | Piecewise | LinearWarmUp;

/** A number, or a schedule of numbers. */
export type Rate = number | Schedule;

const definitions = new Map<unknown, ScheduleDefinition<Schedule>>(
  [
    constantDefinition,
    exponentialDecayDefinition,
    stepDecayDefinition,
    cosineDecayDefinition,
    piecewiseDefinition,
    linearWarmUpDefinition,
  ].map((definition) => [definition.name, definition as ScheduleDefinition<Schedule>]),
);

function definitionOf(name: unknown): ScheduleDefinition<Schedule> {
  const definition = definitions.get(name);
  if (definition === undefined) {
    throw new OptionsError(
      `${show(name)} is no schedule; the schedules are: ${[...definitions.keys()].join(', ')}.`,
    );
  }
  return definition;
}

/**
 * The value of a schedule.
 *
 * @param step - Number of the update, counted from 0.
 */
export function rateAt(rate: Rate, step: number): number {
  return typeof rate === 'number' ? rate : definitionOf(rate.name).at(rate, step, rateAt);
}

/**
 * Reads a rate from plain JSON.
 *
 * @throws OptionsError when it is neither a number of 0 or above nor a schedule.
 */
export function parseRate(json: unknown): Rate {
  if (typeof json === 'number') {
    const expected = nonNegative(json);
    if (expected) throw new OptionsError(`A learning rate must be ${expected}, got ${json}.`);
    return json;
  }
  if (typeof json !== 'object' || json === null) {
    throw new OptionsError(`Expected a number or a schedule, got ${show(json)}.`);
  }
  const { name, ...fields } = json as { name?: unknown };
  const schedule = checkedSchedule(definitionOf(name), fields);
  return 'target' in schedule ? { ...schedule, target: parseRate(schedule.target) } : schedule;
}
