import { OptionsError, parseOptions, type Check } from '../options.js';
import { parseRate } from '../schedules/schedule.js';
import type { Description, UpdateRule } from './rule.js';

/** Options of the function that makes a description: all of its fields, none of them needed. */
export type OptimiserOptions<D extends Description> = Partial<Omit<D, 'name'>>;

/**
 * Makes an optimiser's description from its options.
 *
 * @throws OptionsError for an unknown option or a value outside its range.
 */
export function checkedOptimiser<D extends Description>(
  rule: Pick<UpdateRule<D>, 'name' | 'checks' | 'defaults' | 'problem'>,
  options: unknown,
): D {
  const { name, checks, defaults } = rule;
  // What is wrong with a learning rate is said by parseRate.
  const learningRate: Check = () => undefined;
  const fields = parseOptions<Omit<D, 'name'>>(
    name,
    options,
    { ...checks, learningRate } as { [K in keyof Omit<D, 'name'>]-?: Check },
    defaults,
  );
  const optimiser = { ...fields, name, learningRate: parseRate(fields.learningRate) } as D;
  const problem = rule.problem?.(optimiser);
  if (problem !== undefined) throw new OptionsError(`${name}: ${problem}.`);
  return optimiser;
}
