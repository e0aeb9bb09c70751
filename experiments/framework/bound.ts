import { mean } from './statistics.js';

/** What numbers have to keep so that they count as reproduced. */
export interface Bound {
  /** In words, such as `105.6 ± 0.5`. */
  readonly words: string;
  /** Lowest and highest number that keep it, infinite where there is none: for pictures. */
  readonly range: readonly [low: number, high: number];
  /** Whether the numbers of all seeds keep it. */
  readonly holds: (values: readonly number[]) => boolean;
}

/** The mean over seeds is at most `distance` away from `centre`. */
export function within(centre: number, distance: number): Bound {
  return onMean(`${centre} ± ${distance}`, [centre - distance, centre + distance]);
}

/** The mean over seeds is at least `low` and at most `high`. */
export function between(low: number, high: number): Bound {
  return onMean(`${low} to ${high}`, [low, high]);
}

/** The mean over seeds is no larger. */
export function atMost(high: number): Bound {
  return onMean(`at most ${high}`, [-Infinity, high]);
}

/** The mean over seeds is no smaller. */
export function atLeast(low: number): Bound {
  return onMean(`at least ${low}`, [low, Infinity]);
}

/** Each seed by itself keeps a bound. */
export function onEverySeed({ words, range, holds }: Bound): Bound {
  return {
    words: `${words} on every seed`,
    range,
    holds: (values) => values.every((value) => holds([value])),
  };
}

function onMean(words: string, range: Bound['range']): Bound {
  const [low, high] = range;
  return {
    words,
    range,
    holds(values) {
      const value = mean(values);
      return value >= low - slack(low) && value <= high + slack(high);
    },
  };
}

/** Sums of decimal fractions miss an edge by their last bits: 105.6 - 0.5 is not quite 105.1. */
function slack(edge: number): number {
  return Number.isFinite(edge) ? 1e-9 * Math.abs(edge) : 0;
}
