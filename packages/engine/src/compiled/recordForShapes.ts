import { isLight, rowsOfRecurrences } from '../graph/work.js';
import type { SessionFactory } from '../session/session.js';
import type { Provider } from '../session/provider.js';
import { refuseLeaks, traceChecked } from '../trace/checked.js';
import { trace, type Compute, type Traced, type TraceOptions } from '../trace/trace.js';

/**
 * Rows up to which ONNX Runtime's `LSTM` and `GRU` are faster than a loop: 1.2 to 6 times for one
 * row, as fast for 32, and half as fast for 1024, of which the products of all steps at once do
 * not fit into the cache.
 */
const FEW = 32;

/**
 * Like {@link traceChecked}, with recurrences that need no gradient in the form which is faster for
 * the shapes of the inputs: whole if they are small, and as loops otherwise. A device knows whole
 * ones, or leaves them to the processor at once, where a loop would come and go at each step.
 *
 * @throws TraceError as {@link traceChecked}.
 */
export function recordForShapes(
  compute: Compute,
  options: TraceOptions,
  { limitsThreads = true }: Pick<SessionFactory, 'limitsThreads'>,
  provider: Provider = 'cpu',
): Traced {
  const whole = { ...options, whole: { recurrences: true } };
  const traced = trace(compute, whole);
  const rows = rowsOfRecurrences(traced.graph);
  const small = rows <= FEW && isLight(traced.graph) && limitsThreads;
  if (rows > 0 && !small && provider === 'cpu') return traceChecked(compute, options);
  refuseLeaks(traced, compute, whole);
  return traced;
}
