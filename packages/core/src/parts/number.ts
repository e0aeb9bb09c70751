import { z } from 'zod';
import { nonNegative, positive, positiveInteger } from './options.js';

/** A number that changes while the model trains: plain JSON, made by {@link anneal}. */
export interface Annealing {
  readonly schedule: 'anneal';
  /** Value at the first step. */
  readonly from: number;
  /** Value from the end on. */
  readonly to: number;
  /** Its length, in epochs or in steps. */
  readonly over: { readonly epochs: number } | { readonly steps: number };
  /** How it goes there: by equal amounts, by equal factors, or along half a cosine. */
  readonly curve: 'linear' | 'exponential' | 'cosine';
}

/** A linear {@link Annealing} by epochs as the first models were saved with it. */
export interface FirstAnnealing {
  readonly schedule: 'warmUp';
  readonly from: number;
  readonly to: number;
  readonly epochs: number;
}

/** A number of a part: a constant, or one that follows a schedule. */
export type Scheduled = number | Annealing | FirstAnnealing;

/** Checks a {@link Scheduled} number whose values are all of a range. */
export function scheduled(range: z.ZodType<number, number>) {
  return z.union([
    range,
    z
      .strictObject({
        schedule: z.literal('anneal'),
        from: range,
        to: range,
        over: z.union([
          z.strictObject({ epochs: positive }),
          z.strictObject({ steps: positiveInteger }),
        ]),
        curve: z.enum(['linear', 'exponential', 'cosine']),
      })
      .refine(({ curve, from, to }) => curve !== 'exponential' || from * to > 0, {
        path: ['curve'],
        message: 'expected both ends of an exponential curve above 0',
      }),
    z
      .strictObject({ schedule: z.literal('warmUp'), from: range, to: range, epochs: positive })
      .meta({ deprecated: true }),
  ]);
}

/** A weight of a loss term: a constant or a schedule, at least 0. */
export type Weight = Scheduled;

/** Checks a {@link Weight}. */
export const weight = scheduled(nonNegative);

/**
 * A number which goes from `from` to `to` over the first epochs or steps and then stays: a
 * temperature that falls, a capacity that grows. With `anneal(1, { epochs: 5 })` as weight of the
 * KL term, a code first learns to tell of its input before it is pressed towards the prior (Bowman
 * et al. 2016, Sønderby et al. 2016, who call it warm-up).
 *
 * @param to - Final value, which evaluation uses.
 * @param options - `epochs` or `steps`: length, above 0, fractions of epochs are allowed; `from`:
 * value at the first step, default 0; `curve`: `'linear'` (default), `'exponential'` (both ends
 * above 0) or `'cosine'`.
 *
 * @example `anneal(0.5, { from: 1, epochs: 20, curve: 'exponential' })`
 */
export function anneal(
  to: number,
  options: {
    readonly from?: number;
    readonly curve?: Annealing['curve'];
  } & ({ readonly epochs: number } | { readonly steps: number }),
): Annealing {
  const { from = 0, curve = 'linear' } = options;
  const over = 'epochs' in options ? { epochs: options.epochs } : { steps: options.steps };
  return { schedule: 'anneal', from, to, over, curve };
}

/** How far a training is. */
export interface Progress {
  /** Epochs so far, with their fraction. */
  readonly epoch: number;
  /** Steps so far. */
  readonly step: number;
}

/** Value of a number at a point of training. */
export function numberAt(number: Scheduled, { epoch, step }: Progress): number {
  if (typeof number === 'number') return number;
  const { from, to } = number;
  const { over, curve } =
    number.schedule === 'anneal' ? number : ({ over: number, curve: 'linear' } as const);
  const share = Math.min('epochs' in over ? epoch / over.epochs : step / over.steps, 1);
  if (share === 1) return to;
  if (curve === 'exponential') return from * (to / from) ** share;
  const way = curve === 'cosine' ? (1 - Math.cos(Math.PI * share)) / 2 : share;
  return from + (to - from) * way;
}

/** Value of a number once its schedule has run out: the one that evaluation uses. */
export function finalNumber(number: Scheduled): number {
  return typeof number === 'number' ? number : number.to;
}

/** A number of a part in a model. */
export interface NamedNumber {
  /** Unique within the model, for example `'code/beta'`. */
  readonly name: string;
  readonly value: Scheduled;
}
