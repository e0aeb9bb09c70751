import { firstDifference } from '../graph/compare.js';
import { TraceError } from './error.js';
import { trace, type Compute, type Traced, type TraceOptions } from './trace.js';

/**
 * Like {@link trace}, and refuses a function that does not do the same every time.
 *
 * @throws TraceError in the cases of {@link trace}, and when two traces differ.
 */
export function traceChecked(compute: Compute, options: TraceOptions): Traced {
  const traced = trace(compute, options);
  refuseLeaks(traced, compute, options);
  return traced;
}

/**
 * Traces again and compares: numbers drawn in JavaScript, counters and other state
 * would be frozen into the graph, and the graphs differ.
 *
 * @param traced - What {@link trace} made of the same function and options.
 * @throws TraceError when the graphs differ.
 */
export function refuseLeaks(traced: Traced, compute: Compute, options: TraceOptions): void {
  const difference = firstDifference(traced.graph, trace(compute, options).graph);
  if (difference !== undefined) {
    throw new TraceError(
      `The traced function does not do the same every time: ${difference}. Randomness or state leaked in ` +
        '(Math.random, tf.tensor of drawn numbers, a counter) and would be frozen; it should enter as an input of the step.',
    );
  }
}
