import { firstDifference } from '../graph/compare.js';
import { TraceError } from './error.js';
import { trace, type Compute, type Traced, type TraceOptions } from './trace.js';

/**
 * Like {@link trace}, but traces twice and compares: numbers drawn in JavaScript, counters and other
 * state would be frozen into the graph and the graphs differ.
 *
 * @throws {TraceError} when the graphs differ, and in the cases of {@link trace}
 */
export function traceChecked(compute: Compute, options: TraceOptions): Traced {
  const traced = trace(compute, options);
  const difference = firstDifference(traced.graph, trace(compute, options).graph);
  if (difference !== undefined) {
    throw new TraceError(
      `The traced function does not do the same every time: ${difference}. Randomness or state leaked in ` +
        '(Math.random, tf.tensor of drawn numbers, a counter) and would be frozen; it should enter as an input of the step.',
    );
  }
  return traced;
}
