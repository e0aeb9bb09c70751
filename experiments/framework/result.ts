import type { Environment } from './environment.js';
import type { Experiment, Figures } from './experiment.js';
import { spreadOf, type Spread } from './statistics.js';

/** A published figure beside ours. */
export interface ResultRow {
  readonly what: string;
  /** `null` where nobody published one. */
  readonly published: number | string | null;
  readonly source: string | null;
  readonly ours: Spread;
  /** Of each seed. */
  readonly values: readonly number[];
  /** What counts as reproduced, in words; `null` for a figure that is only shown. */
  readonly tolerance: string | null;
  readonly reproduced: boolean | null;
  /** Behind the point, in tables. */
  readonly digits?: number;
  /** Whether it stands on the experiment's page alone. */
  readonly detail?: boolean;
}

/** What came out of an experiment: the contents of `result.json`. */
export interface Result {
  readonly name: string;
  readonly title: string;
  /** Whether it was the quick version, whose bounds are looser. */
  readonly quick: boolean;
  readonly seeds: readonly number[];
  readonly rows: readonly ResultRow[];
  /** All numbers of all seeds, in the order of `seeds`. */
  readonly figures: Readonly<Record<string, readonly number[]>>;
  /** Of all seeds and pictures. */
  readonly seconds: number;
  /** Day, `YYYY-MM-DD`. */
  readonly date: string;
  readonly settings: unknown;
  readonly environment: Environment;
}

/** Holds the numbers of all seeds against the published ones. */
export function resultRows(
  { rows }: Pick<Experiment, 'rows'>,
  figures: readonly Figures[],
  quick: boolean,
): ResultRow[] {
  return rows
    .filter((row) => !quick || row.quickBound !== undefined)
    .map(({ what, figure, published = null, source = null, bound, quickBound, ...shown }) => {
      const values = figures.map((numbers) => numbers[figure]);
      const held = quick ? quickBound : bound;
      return {
        what,
        published,
        source,
        ours: spreadOf(values),
        values,
        tolerance: held?.words ?? null,
        reproduced: held ? held.holds(values) : null,
        ...(shown.digits !== undefined && { digits: shown.digits }),
        ...(shown.detail && { detail: true }),
      };
    });
}

/** All numbers by name, one for each seed. */
export function figuresByName(figures: readonly Figures[]): Record<string, number[]> {
  const names = Object.keys(figures[0]);
  return Object.fromEntries(names.map((name) => [name, figures.map((numbers) => numbers[name])]));
}

/** Whether each row that has a bound keeps it. */
export function isReproduced({ rows }: Pick<Result, 'rows'>): boolean {
  return rows.every(({ reproduced }) => reproduced !== false);
}
