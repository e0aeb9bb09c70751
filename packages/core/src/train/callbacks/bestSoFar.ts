import { z } from 'zod';
import type { History } from '../history.js';
import { measured } from '../measured.js';
import type { Monitor } from './monitor.js';

/** Checks the lowest value so far as a callback has saved it; `null` if there is none yet. */
export const bestSoFar = z.union([z.null().transform(() => Infinity), measured]);

/** Checks a number of epochs. */
export const epochCount = z.int().nonnegative();

/**
 * Refuses what a callback cannot have seen in the run so far.
 *
 * @throws Error naming the callback, the field, what is expected and what came.
 */
export function checkSeen(
  callback: string,
  { best, waited = 0 }: { readonly best: number; readonly waited?: number },
  monitor: Monitor,
  { epoch, history }: { readonly epoch: number; readonly history: History },
): void {
  if (waited > epoch) {
    throw new Error(
      `${callback}: field "waited" is ${waited}, but the run has made ${epoch} epochs`,
    );
  }
  if (best === Infinity) return;
  const [, part, term] = /^(validation\.)?(.*)$/s.exec(monitor)!;
  const columns = part ? history.validation : history.training;
  if (Object.hasOwn(columns, term) && columns[term].includes(best)) return;
  throw new Error(
    `${callback}: field "best" is ${best}, which "${monitor}" never was in this run; resume with the same callbacks`,
  );
}
