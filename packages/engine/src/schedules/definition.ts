import { OptionsError, parseOptions, type Check } from '../options.js';
import type { Rate } from './schedule.js';

/** What a schedule says about itself; `schedule.ts` lists them all. */
export interface ScheduleDefinition<S extends { readonly name: string }> {
  readonly name: S['name'];
  /** One check a field of the description, besides `name`. */
  readonly checks: { readonly [K in keyof Omit<S, 'name'>]-?: Check };
  /** Values of fields that a description may leave out. */
  readonly defaults: Partial<S>;
  /** What is wrong with fields that are acceptable one by one; `undefined` if nothing. */
  problem?(schedule: S): string | undefined;
  /**
   * The value at update number `step`, counted from 0.
   *
   * @param valueOf - Evaluates a schedule inside this one.
   */
  at(schedule: S, step: number, valueOf: (inner: Rate, step: number) => number): number;
}

/**
 * Makes a description from its fields.
 *
 * @throws OptionsError for unknown or unacceptable fields.
 */
export function checkedSchedule<S extends { readonly name: string }>(
  definition: ScheduleDefinition<S>,
  fields: unknown,
): S {
  const { name, checks, defaults } = definition;
  const parsed = parseOptions<Omit<S, 'name'>>(name, fields, checks, defaults);
  const schedule = { ...parsed, name } as S;
  const problem = definition.problem?.(schedule);
  if (problem !== undefined) throw new OptionsError(`${name}: ${problem}.`);
  return schedule;
}
