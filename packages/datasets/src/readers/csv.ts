import { quoted } from '@autoencoder-zoo/core';
import { refuseClassesAsValues } from './csv/archive.js';
import { pickColumns, type CsvColumnOptions, type Picked } from './csv/pickColumns.js';
import {
  findDialect,
  isBlank,
  takePreamble,
  takeSample,
  type Dialect,
  type DialectOptions,
} from './csv/dialect.js';
import { readRows } from './csv/parseRows.js';
import { DataFileError } from './dataFileError.js';
import { encodeLabels, oneOf, refuseBadNames, type EncodedLabels } from './encodeLabels.js';
import { describeCell, Numbers, parseNumber } from './numbers.js';
import type { NumericArray } from './numericArray.js';
import { readText, refuseLongLine, type TextOptions } from './readText.js';

export type { CsvColumn } from './csv/pickColumns.js';

/** How to read a CSV file. */
export interface CsvOptions extends DialectOptions, CsvColumnOptions, TextOptions {
  /**
   * Names of the classes in the order of their numbers, so that several files number them alike:
   * `labelNames: train.labelNames`. Default: the names in the file, sorted.
   */
  readonly labelNames?: readonly string[] | undefined;
}

/** The numbers of a CSV file. */
export interface CsvTable extends NumericArray, Partial<EncodedLabels> {
  /** `rows * columns` values, row after row; `float32` where that holds each of them exactly. */
  readonly values: Float32Array | Float64Array;
  /** Number of rows and columns. */
  readonly shape: readonly [rows: number, columns: number];
  /** Name of each column that was read; `undefined` if the file has no header. */
  readonly columns: readonly string[] | undefined;
}

/**
 * Reads a table of numbers as text: CSV and its dialects.
 *
 * @param bytes - The file, plain or compressed with gzip.
 * @param name - The file's name, for error messages.
 * @throws DataFileError if a cell is no finite number (naming its row and column), a
 * row is shorter or longer than the first, a column does not exist, a class is not one
 * of `labelNames`, the text is not in the encoding, there are no rows, or a file of
 * the UCR archive is read without `label: 0`. Rows count from 1, without the header.
 * @throws RangeError if an option has a value that cannot be.
 */
export async function readCsv(
  bytes: Uint8Array,
  name: string,
  options: CsvOptions = {},
): Promise<CsvTable> {
  const { dialect, parts, text } = await openTable(bytes, name, options);
  const picked = pickColumns(dialect, options, name);

  const numbers = new Numbers(name, options);
  const classes: string[] = [];
  const readRow = rowReader({ dialect, picked, name, numbers, classes });
  const table = chain(parts.table, text);
  let row = dialect.hasHeader ? -1 : 0;
  for await (const rows of readRows(table, name, dialect.delimiter, parts.line)) {
    for (const cells of rows) {
      if (isBlank(cells)) continue;
      row++;
      if (row > 0) readRow(cells, row);
    }
  }
  if (row < 1) throw new DataFileError(name, 'rows of numbers', 'none');
  const { labelNames } = options;
  const unknown = (index: number) =>
    new DataFileError(name, `${oneOf(labelNames!)} in row ${index + 1}`, quoted(classes[index]));
  const values = numbers.toArray();
  const width = picked.values.length;
  refuseClassesAsValues({ ...options, ...dialect, name, values, width });
  return {
    values,
    shape: [row, width],
    columns: dialect.names && picked.values.map((column) => dialect.names![column]),
    ...(picked.label === undefined ? {} : encodeLabels(classes, labelNames, unknown)),
  };
}

/**
 * The names of all columns of a table of numbers; `undefined` if it has none.
 *
 * @throws As {@link readCsv} where the first rows make no table.
 */
export async function readColumnNames(
  bytes: Uint8Array,
  name: string,
  options: CsvOptions = {},
): Promise<readonly string[] | undefined> {
  return (await openTable(bytes, name, options)).dialect.names;
}

/** Reads the first rows, which show how a table is written. */
async function openTable(bytes: Uint8Array, name: string, options: CsvOptions) {
  refuseBadOptions(options, name);
  const text = readText(bytes, name, options);
  const { start, whole } = await takeStart(text, name);
  if (start === '') throw new DataFileError(name, 'rows of numbers', 'an empty file');
  const parts = takePreamble(start);
  const delimiter = options.delimiter ?? parts.sep;
  const dialect = findDialect(parts, whole, name, { ...options, delimiter });
  return { dialect, parts, text };
}

interface RowReader {
  readonly dialect: Dialect;
  readonly picked: Picked;
  readonly name: string;
  /** Where values go. */
  readonly numbers: Numbers;
  /** Where classes go. */
  readonly classes: string[];
}

const NAMES = '; if the first row names the columns, pass header: true';
const TEXT =
  "; choose the columns of numbers with columns: [...], or take it as classes with label: '...'";

function rowReader({ dialect, picked, name, numbers, classes }: RowReader) {
  const { width, decimal, hasHeader, delimiter } = dialect;
  const column = (at: number) => (dialect.names ? quoted(dialect.names[at]) : `"${at}"`);
  const fail = (row: number, at: number, expected: string, found: string) =>
    new DataFileError(name, `${expected} in row ${row}, column ${column(at)}`, found);
  return (cells: readonly string[], row: number): void => {
    if (cells.length !== width) {
      const hint =
        width === 1 && delimiter === ',' ? "; pass decimal: ',' if the comma is in a number" : '';
      throw new DataFileError(
        name,
        `${width} cells in row ${row}, as in the first row`,
        `${cells.length}${hint}`,
      );
    }
    for (const at of picked.values) {
      const value = parseNumber(cells[at], decimal);
      if (value === undefined) {
        const remedy = row === 1 && !hasHeader ? NAMES : TEXT;
        throw fail(row, at, 'a number', describeCell(cells[at], decimal, remedy));
      }
      numbers.push(value);
    }
    if (picked.label !== undefined) {
      const label = cells[picked.label].trim();
      if (label === '' || label.includes('\n')) {
        const found =
          label === '' ? 'an empty cell' : `${quoted(label)}; is a quotation mark missing?`;
        throw fail(row, picked.label, 'a class', found);
      }
      classes.push(label);
    }
    if (picked.index !== undefined && !/^\s*\d+\s*$/.test(cells[picked.index])) {
      const found = `${quoted(cells[picked.index])}; name the column, or choose with columns: [...]`;
      throw fail(row, picked.index, 'the number of the row', found);
    }
    if (picked.empty !== undefined && cells[picked.empty].trim() !== '') {
      const found = `${quoted(cells[picked.empty])}; name the column, or choose with columns: [...]`;
      throw fail(row, picked.empty, 'an empty cell as in the rows above', found);
    }
  };
}

/** As much of a text as shows its dialect, and whether that is all. */
async function takeStart(text: AsyncGenerator<string>, name: string) {
  let start = '';
  while (takeSample(takePreamble(start).table) === undefined) {
    refuseLongLine(start, 'the first rows', name);
    const piece = await text.next();
    if (piece.done) return { start, whole: true };
    start += piece.value;
  }
  return { start, whole: false };
}

async function* chain(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

function refuseBadOptions(options: CsvOptions, name: string): void {
  const { header, delimiter, decimal, label, labelNames } = options;
  const refuse = (what: string) => {
    throw new RangeError(`${name}: ${what}`);
  };
  if (header !== undefined && header !== 'auto' && typeof header !== 'boolean') {
    refuse(`the option header must be true, false or 'auto', but is ${String(header)}`);
  }
  if (decimal !== undefined && !['.', ','].includes(decimal)) {
    refuse(`the option decimal must be '.' or ',', but is ${quoted(decimal)}`);
  }
  if (delimiter !== undefined && !/^[^\r\n"\ufeff]$/.test(delimiter)) {
    refuse(
      `the option delimiter must be one character and no quotation mark, but is ${quoted(delimiter)}`,
    );
  }
  if (delimiter !== undefined && delimiter === decimal) {
    refuse('the option delimiter must differ from the option decimal');
  }
  if (labelNames && label === undefined) {
    refuse("the option labelNames needs label: '...', the column of the classes");
  }
  refuseBadNames(labelNames, name);
}
