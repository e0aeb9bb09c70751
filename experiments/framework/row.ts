import type { Bound } from './bound.js';

/** A figure to reproduce. */
export interface Row<Figure extends string = string> {
  /** What is measured, with its units, such as `test loss after 10 epochs, nats`. */
  readonly what: string;
  /** Name of the number among those that the experiment gives for each seed. */
  readonly figure: Figure;
  /** As published, a number or words; absent where nobody published one. */
  readonly published?: number | string;
  /** Where: a paper or an address. What is computed here instead says so. */
  readonly source?: string;
  /** What counts as reproduced; absent for a figure that is only shown. */
  readonly bound?: Bound;
  /** The same of the quick version; absent where that says nothing about this figure. */
  readonly quickBound?: Bound;
  /** Digits behind the point in tables. Default: four digits in all. */
  readonly digits?: number;
  /**
   * Whether it stands on the experiment's page alone, and not in the overview of all.
   * Default false.
   */
  readonly detail?: boolean;
}
