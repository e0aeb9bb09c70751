/** Mean and spread of a number over seeds. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation of the sample (divided by n - 1); 0 where there is one seed. */
  readonly sd: number;
  /** Seeds. */
  readonly n: number;
}

/** Mean of at least one number. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean and spread of at least one number. */
export function spreadOf(values: readonly number[]): Spread {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const n = values.length;
  return { mean: centre, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : 0, n };
}
