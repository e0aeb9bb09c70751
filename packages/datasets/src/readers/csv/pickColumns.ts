import { quoted } from '@autoencoder-zoo/core';
import { DataFileError } from '../dataFileError.js';
import { quoteAll } from '../quoteAll.js';
import type { Dialect } from './dialect.js';

/**
 * A column by its name in the header or by its position from 0; negative ones count from the end.
 */
export type CsvColumn = string | number;

/** Which columns are read. */
export interface CsvColumnOptions {
  /** The column that holds the class of each row, as text or number. Default: none. */
  readonly label?: CsvColumn | undefined;
  /**
   * The columns to read, in that order. Default: all but the label and a first column
   * of row numbers that has no name, as pandas writes it.
   */
  readonly columns?: readonly CsvColumn[] | undefined;
}

/** Positions of the columns. */
export interface Picked {
  readonly values: readonly number[];
  readonly label: number | undefined;
  /** A column of row numbers, which is not read. */
  readonly index: number | undefined;
  /** A column without name and cells, which is not read. */
  readonly empty: number | undefined;
}

/**
 * Finds the columns to read.
 *
 * @throws DataFileError if there is no such column, or two have the same name.
 */
export function pickColumns(
  { width, names, trailing, delimiter }: Dialect,
  options: CsvColumnOptions,
  file: string,
): Picked {
  const find = (column: CsvColumn) => findColumn(column, { names, width, delimiter, file });
  const label = options.label === undefined ? undefined : find(options.label);
  const chosen = options.columns?.map(find);
  const index = !chosen && width > 1 && names?.[0] === '' && label !== 0 ? 0 : undefined;
  const empty = !chosen && trailing && label !== width - 1 ? width - 1 : undefined;
  const others = Array.from({ length: width }, (_, column) => column).filter(
    (column) => column !== label && column !== index && column !== empty,
  );
  const values = chosen ?? others;
  if (values.length === 0) throw new DataFileError(file, 'columns to read', 'none but the label');
  if (names) refuseBadNames(values, names, file);
  return { values, label, index, empty };
}

/** Names must tell the columns apart, because models know them by name. */
function refuseBadNames(columns: readonly number[], names: readonly string[], file: string): void {
  const seen = new Map<string, number>();
  for (const column of columns) {
    const name = names[column];
    const other = seen.get(name);
    if (name !== '' && other === undefined) {
      seen.set(name, column);
      continue;
    }
    throw new DataFileError(
      file,
      'a name of its own for each column',
      name === ''
        ? `none for column ${column}; name it, or choose others with columns: [...]`
        : `${quoted(name)} for the columns ${other} and ${column}; rename one, or choose by position with columns: [...]`,
    );
  }
}

interface Table extends Pick<Dialect, 'names' | 'width' | 'delimiter'> {
  readonly file: string;
}

function findColumn(column: CsvColumn, { names, width, delimiter, file }: Table): number {
  const fail = (found: string) =>
    new DataFileError(
      file,
      `a column ${typeof column === 'string' ? quoted(column) : column}`,
      found,
    );
  if (typeof column === 'string' && names) {
    const position = names.indexOf(column);
    if (position < 0) throw fail(`the columns ${quoteAll(names)}`);
    const twin = names.indexOf(column, position + 1);
    if (twin < 0) return position;
    throw fail(`two of that name, ${position} and ${twin}; choose by position`);
  }
  const number = typeof column === 'string' && !/^\d+$/.test(column) ? NaN : Number(column);
  const position = typeof column === 'number' && number < 0 ? width + number : number;
  if (Number.isInteger(position) && position >= 0 && position < width) return position;
  if (width === 1) {
    throw fail(`one, with ${quoted(delimiter)} between cells; pass another delimiter: '...'`);
  }
  if (names) throw fail(`${width} columns`);
  const hint = typeof column === 'string' ? '; if the first row names them, pass header: true' : '';
  throw fail(`${width} columns without names${hint}`);
}
