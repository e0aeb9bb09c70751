import { z } from 'zod';
import { nonNegative, positive } from './options.js';

/** A weight that grows while the model trains: plain JSON, made by {@link warmUp}. */
export interface WarmUp {
  readonly schedule: 'warmUp';
  /** Value at the first step. */
  readonly from: number;
  /** Value from the end of the warm-up on. */
  readonly to: number;
  /** Length in epochs; fractions are allowed. */
  readonly epochs: number;
}

/** A weight of a loss term: a constant or a schedule. */
export type Weight = number | WarmUp;

/** Checks a {@link Weight}: a number of at least 0, or a warm-up. */
export const weight = z.union([
  nonNegative,
  z.strictObject({
    schedule: z.literal('warmUp'),
    from: nonNegative,
    to: nonNegative,
    epochs: positive,
  }),
]);

/**
 * A weight which grows linearly from `from` to `to` over the first `epochs` epochs and then stays:
 * with it on the KL term, a code first learns to describe its input before it is pressed towards
 * the prior (Bowman et al. 2016, Sønderby et al. 2016).
 *
 * @param to - Final value, at least 0.
 * @param options - `epochs`: length, above 0; `from`: value at the first step, default 0.
 */
export function warmUp(to: number, options: { epochs: number; from?: number }): WarmUp {
  return { schedule: 'warmUp', from: options.from ?? 0, to, epochs: options.epochs };
}

/** Value of a weight after `epoch` epochs (fractions are steps within an epoch). */
export function weightAt(weight: Weight, epoch: number): number {
  if (typeof weight === 'number') return weight;
  const progress = Math.min(epoch / weight.epochs, 1);
  return weight.from + (weight.to - weight.from) * progress;
}

/** Value of a weight once its schedule has run out: the one that evaluation uses. */
export function finalWeight(weight: Weight): number {
  return typeof weight === 'number' ? weight : weight.to;
}
