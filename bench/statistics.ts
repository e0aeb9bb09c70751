/** The middle of some numbers; between the two middle ones where they are even in number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** How two engines compare over rounds in which both ran. */
export interface Ratio {
  /** Ratio of the medians; below 1 the first is faster. */
  readonly ratio: number;
  /** The lowest and the highest ratio of a single round. */
  readonly lowest: number;
  readonly highest: number;
}

/** Compares times of the same rounds. */
export function compare(ours: readonly number[], theirs: readonly number[]): Ratio {
  const single = ours.map((time, round) => time / theirs[round]);
  return {
    ratio: median(ours) / median(theirs),
    lowest: Math.min(...single),
    highest: Math.max(...single),
  };
}
