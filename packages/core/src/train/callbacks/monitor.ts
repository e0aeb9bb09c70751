import type { TrainEvent } from '../events.js';

/** Which number a callback watches: `'loss'` of the training data, or `'validation.loss'`, `'validation.kl'` ... */
export type Monitor = string;

/**
 * Reads the watched number of an epoch.
 *
 * @throws Error naming what is there, if it is not among it.
 */
export function monitored(
  monitor: Monitor,
  { terms, validation }: Extract<TrainEvent, { kind: 'epoch' }>,
): number {
  const all: Record<string, number> = { ...terms };
  for (const [name, value] of Object.entries(validation ?? {})) all[`validation.${name}`] = value;
  const value = all[monitor] as number | undefined;
  if (value === undefined) {
    const hint = monitor.startsWith('validation.') && !validation ? ' (no validation data)' : '';
    throw new Error(
      `cannot watch "${monitor}"${hint}; this run has: ${Object.keys(all).join(', ')}`,
    );
  }
  return value;
}
