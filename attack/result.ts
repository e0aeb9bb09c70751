import type { Environment } from '@autoencoder-zoo/experiments';

/** What an attack brought, as it is stored. */
export interface ResultRow {
  readonly part: string;
  readonly attack: string;
  readonly promise: string;
  readonly tried: number;
  readonly failures: readonly string[];
  readonly remark?: string;
  readonly skipped?: string;
  readonly seconds: number;
  /** When the attack was made. */
  readonly date: string;
}

/** What a run brought. */
export interface Result {
  readonly quick: boolean;
  readonly seed: number;
  readonly rows: readonly ResultRow[];
  readonly environment: Environment;
}

/** An older result with the rows of a newer one in the place of its own. */
export function merged(older: Result | undefined, newer: Result): Result {
  const done = new Map(newer.rows.map((row) => [row.attack, row]));
  const kept = (older?.rows ?? []).map((row) => done.get(row.attack) ?? row);
  const added = newer.rows.filter((row) => !kept.includes(row));
  return { ...newer, rows: [...kept, ...added] };
}
