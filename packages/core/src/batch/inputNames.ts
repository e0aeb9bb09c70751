import type { Column } from '../parts/column.js';
import type { Declarations } from '../parts/declarations.js';
import type { Noise } from '../parts/noise.js';
import type { NamedNumber } from '../parts/number.js';
import type { Mode } from './mode.js';

/** The names under which a batch enters a computation: the one place that knows them. */
export const inputNames = {
  /** Samples, scaled, or codes where codes are what is given. */
  x: 'x',
  /** What outputs are compared with, where that is not the sample itself. */
  target: 'target',
  /** Ones for the steps that exist. */
  mask: 'mask',
  /** Numbers drawn for a site. */
  noise: ({ name }: Noise) => `noise:${name}`,
  /** The present value of a number that follows a schedule. */
  number: ({ name }: NamedNumber) => `number:${name}`,
  /** A column beside the samples. */
  column: ({ name }: Column) => `column:${name}`,
};

/** One input that a computation needs beside samples, target and mask. */
export type Input = { readonly name: string; readonly shape: readonly number[] } & (
  { readonly noise: Noise } | { readonly number: NamedNumber } | { readonly column: Column }
);

/**
 * The inputs beside the samples that a computation needs for a batch.
 *
 * @param draws - Codes that the objective draws for each sample.
 */
export function inputsOf(
  declarations: Declarations,
  { batchSize, draws }: { readonly batchSize: number; readonly draws: number },
  mode: Mode,
): Input[] {
  const rows = {
    batch: [],
    sample: [batchSize],
    draw: [batchSize * (mode.draws === 'objective' ? draws : 1)],
  };
  const noise = declarations.noise
    .filter((site) => isDrawn(site, declarations, mode))
    .map((site) => ({
      name: inputNames.noise(site),
      shape: [...rows[site.per], ...site.shape],
      noise: site,
    }));
  const numbers = declarations.numbers
    .filter(({ value }) => mode.kind === 'train' && typeof value !== 'number')
    .map((number) => ({ name: inputNames.number(number), shape: [], number }));
  const columns = columnsOf(declarations, mode).map((column) => ({
    name: inputNames.column(column),
    shape: [batchSize, ...column.shape],
    column,
  }));
  return [...noise, ...numbers, ...columns];
}

/** The columns that the parts which run read. */
export function columnsOf({ columns }: Declarations, { runs }: Mode): Column[] {
  return [...columns.values()]
    .filter(({ readers }) => [...readers].some((kind) => runs.has(kind)))
    .map(({ column }) => column);
}

function isDrawn(
  { of, mode }: Noise,
  { readsPrior }: Declarations,
  { kind, runs, draws }: Mode,
): boolean {
  if (!runs.has(of) || (mode ?? kind) !== kind) return false;
  if (of === 'prior') return kind === 'use' || readsPrior;
  return of === 'corruption' || draws !== 'none';
}
