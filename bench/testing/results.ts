import type { Measured } from '../measure.js';
import { resultOf, type Result } from '../results.js';
import { tasks } from '../tasks.js';

/** Times of an engine, as if it had run. */
export function measured(engine: string, rounds: readonly number[], peakMemory = 1e8): Measured {
  return { engine, version: `${engine} 1.0`, rounds, first: 0.5, peakMemory };
}

/** The result of a task, as if it had run. */
export function result(
  name: string,
  engines: readonly Measured[],
  probes: readonly Measured[] = [],
): Result {
  return resultOf(
    tasks.find((task) => task.name === name)!,
    engines,
    probes,
  );
}
