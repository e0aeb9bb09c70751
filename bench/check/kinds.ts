import type { Plan } from '../measure.js';
import type { Spread } from '../statistics.js';
import type { Task } from '../tasks.js';
import { ratioOfFirstStep } from './firstStep.js';
import { ratioOfPasses } from './passes.js';

/** A ratio that is guarded: the larger, the better. */
export interface Guarded {
  /** In the file of stored ratios. */
  readonly name: 'passes' | 'firstSteps';
  /** Above what is printed. */
  readonly title: string;
  /** The share that it may lose. */
  readonly tolerance: number;
  readonly measure: (task: Task, plan: Plan) => Promise<Spread>;
}

/** All that is guarded. */
export const guarded: readonly Guarded[] = [
  {
    name: 'passes',
    title: 'How many times as fast steps are with the passes over their graphs',
    tolerance: 0.1,
    measure: ratioOfPasses,
  },
  {
    name: 'firstSteps',
    title: 'How many first steps fit into the time of ten yardsticks (a fixed piece of JavaScript)',
    tolerance: 0.5,
    measure: ratioOfFirstStep,
  },
];
