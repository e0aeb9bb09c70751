import type { Spread } from './statistics.js';

/** A number with three digits, or all that stand before the point. */
export function number(value: number): string {
  return value < 100 ? value.toPrecision(3) : value.toFixed();
}

/** A ratio: with two digits behind the point, or one above 10. */
export function ratio(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

/** Median and range of a ratio; `-` where there is none. */
export function range(spread: Spread | undefined): string {
  if (!spread) return '-';
  const { median, lowest, highest } = spread;
  return `${ratio(median)} (${ratio(lowest)}–${ratio(highest)})`;
}

/** The same as a factor. */
export function times(spread: Spread | undefined): string {
  return spread ? `x${range(spread)}` : '-';
}
