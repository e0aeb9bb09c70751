/** The middle of some numbers; between the two middle ones where they are even in number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** The mean of ratios: half as fast and twice as fast make 1. */
export function geometricMean(ratios: readonly number[]): number {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}

/** A ratio over several rounds. */
export interface Spread {
  readonly median: number;
  /** Of a single round. */
  readonly lowest: number;
  readonly highest: number;
}

/** Median and range. */
export function spread(values: readonly number[]): Spread {
  return { median: median(values), lowest: Math.min(...values), highest: Math.max(...values) };
}

/**
 * How many times as fast ours are as theirs, over rounds in which both ran: 2 says
 * that they take twice as long.
 */
export function speedUp(ours: readonly number[], theirs: readonly number[]): Spread {
  return spread(theirs.map((time, round) => time / ours[round]));
}
