import { OptionsError } from '../../parts/options.js';
import type { TrainEvent } from '../events.js';
import type { UpcomingRun } from '../runState.js';

/**
 * Which number a callback watches: `'loss'` of the training data, or
 * `'validation.loss'`, `'validation.kl'` ...
 */
export type Monitor = string;

/**
 * Refuses a run that will not measure what a callback watches.
 *
 * @throws OptionsError with the remedy.
 */
export function needMonitored(
  callback: string,
  monitor: Monitor,
  { validation }: UpcomingRun,
): void {
  if (validation || !monitor.startsWith('validation.')) return;
  throw new OptionsError(
    `${callback}: cannot watch "${monitor}" (no validation data); give \`validation\`, or watch the training data by monitor: 'loss'`,
  );
}

/**
 * Reads the watched number of an epoch.
 *
 * @throws OptionsError naming what is there, if it is not among it.
 */
export function monitored(
  monitor: Monitor,
  { terms, validation }: Extract<TrainEvent, { kind: 'epoch' }>,
): number {
  const all: Record<string, number> = { ...terms };
  for (const [name, value] of Object.entries(validation ?? {})) all[`validation.${name}`] = value;
  const value = all[monitor] as number | undefined;
  if (value === undefined) {
    throw new OptionsError(
      `cannot watch "${monitor}"; this run has: ${Object.keys(all).join(', ')}`,
    );
  }
  return value;
}
