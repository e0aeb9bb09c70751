import type { Codes } from './codes.js';

/** How many of the nearest count in the curves. */
export const curveRanks = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Precision at each of the ranks of the curves. */
export interface Curves {
  readonly codes: readonly number[];
  readonly linear: readonly number[];
  /** Of bits: by those of principal components that were rotated for it. */
  readonly rotated?: readonly number[];
}

/** Codes of what is searched and of what is asked for. */
export interface Sides<Values = Codes> {
  readonly base: Values;
  readonly queries: Values;
}

/** Of codes that were not learned, how far groups agree with the classes. */
export interface Agreement {
  readonly codes: number;
  readonly linear: number;
}

/** What came out of searches, by their keys. */
export interface Found {
  readonly curves: Readonly<Record<string, Curves>>;
  readonly groups: Readonly<Record<string, Agreement>>;
}
