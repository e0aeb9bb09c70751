import Papa from 'papaparse';
import { DataFileError, describeStart } from './dataFileError.js';
import { decompress } from './decompress.js';
import { encodeLabels, type EncodedLabels } from './labels.js';
import type { NumericArray } from './numericArray.js';

/** A column by its name in the header or by its position from 0; negative ones count from the end. */
export type Column = string | number;

/** How to read a CSV file. */
export interface CsvOptions {
  /**
   * Whether the first row names the columns. Default `'auto'`: it does if none of its cells is a
   * number and some cell of the second row is one.
   */
  readonly header?: boolean | 'auto' | undefined;
  /** Separator of the cells. Default: found out (comma, tab, semicolon or bar). */
  readonly delimiter?: string | undefined;
  /** The column that holds the class of each row, as text or number. Default: none. */
  readonly label?: Column | undefined;
  /** The columns to read, in that order. Default: all but the label. */
  readonly columns?: readonly Column[] | undefined;
}

/** The numbers of a CSV file. */
export interface CsvTable extends NumericArray, Partial<EncodedLabels> {
  /** `rows * columns` values, row after row. */
  readonly values: Float32Array;
  /** Number of rows and columns. */
  readonly shape: readonly [rows: number, columns: number];
  /** Name of each column that was read; without a header `'0'`, `'1'`, ... */
  readonly columns: readonly string[];
}

/**
 * Reads a CSV file (UTF-8) of numbers.
 *
 * @param bytes The file, plain or compressed with gzip.
 * @param name The file's name, for error messages.
 * @throws DataFileError if a cell is no finite number (naming its row and column), a row is shorter
 * or longer than the first, a column does not exist or there are no rows. Rows count from 1, without
 * the header.
 */
export async function readCsv(
  bytes: Uint8Array,
  name: string,
  options: CsvOptions = {},
): Promise<CsvTable> {
  const file = await decompress(bytes, name);
  const text = new TextDecoder().decode(file);
  const { names, hasHeader, delimiter } = readFirstRows(text, name, options);
  const find = (column: Column) => findColumn(column, names, hasHeader, name);
  const label = options.label === undefined ? undefined : find(options.label);
  const picked = options.columns
    ? options.columns.map(find)
    : Array.from(names.keys()).filter((column) => column !== label);

  const numbers = new GrowingFloats();
  const classes: string[] = [];
  let row = hasHeader ? -1 : 0;
  eachRow(text, delimiter, (cells) => {
    row++;
    if (row === 0) return;
    if (cells.length !== names.length) {
      throw new DataFileError(
        name,
        `${names.length} cells in row ${row}, as in the first row`,
        `${cells.length}`,
      );
    }
    for (const column of picked) {
      const cell = cells[column].trim();
      const value = Number(cell);
      if (cell === '' || !Number.isFinite(value)) {
        const hint = row === 1 && !hasHeader ? ' (header: true reads the first row as names)' : '';
        throw new DataFileError(
          name,
          `a number in row ${row}, column ${JSON.stringify(names[column])}`,
          `${JSON.stringify(cells[column])}${hint}`,
        );
      }
      numbers.push(value);
    }
    if (label !== undefined) classes.push(cells[label].trim());
  });
  if (row < 1) throw new DataFileError(name, 'rows of numbers', 'none');
  return {
    values: numbers.toArray(),
    shape: [row, picked.length],
    columns: picked.map((column) => names[column]),
    ...(label === undefined ? {} : encodeLabels(classes)),
  };
}

/** Looks at the first two rows: are there names, and which character separates the cells? */
function readFirstRows(text: string, name: string, options: CsvOptions) {
  const { header = 'auto', delimiter = '' } = options;
  const { data, meta } = Papa.parse<string[]>(text, {
    // Some of which may be blank.
    preview: 16,
    skipEmptyLines: true,
    delimiter,
  });
  if (data.length === 0)
    throw new DataFileError(name, 'rows of numbers', describeStart(new Uint8Array()));
  const [first, second = []] = data;
  const hasHeader = header === 'auto' ? !first.some(isNumber) && second.some(isNumber) : header;
  const names = first.map((cell, column) => (hasHeader ? cell.trim() : String(column)));
  return { names, hasHeader, delimiter: meta.delimiter };
}

function isNumber(cell: string): boolean {
  return cell.trim() !== '' && Number.isFinite(Number(cell));
}

function findColumn(
  column: Column,
  names: readonly string[],
  hasHeader: boolean,
  file: string,
): number {
  const index = typeof column === 'string' && hasHeader ? names.indexOf(column) : Number(column);
  const position = typeof column === 'number' && index < 0 ? names.length + index : index;
  if (Number.isInteger(position) && position >= 0 && position < names.length) return position;
  throw new DataFileError(
    file,
    `a column ${JSON.stringify(column)}`,
    hasHeader ? `the columns ${names.join(', ')}` : `${names.length} columns without names`,
  );
}

/** Row by row, because all cells of a large file at once would need many times its size. */
function eachRow(text: string, delimiter: string, visit: (cells: string[]) => void): void {
  let failure: Error | undefined;
  Papa.parse<string[]>(text, {
    delimiter,
    skipEmptyLines: true,
    step: ({ data }, parser) => {
      try {
        visit(data);
      } catch (error) {
        failure = error as Error;
        parser.abort();
      }
    },
  });
  if (failure) throw failure;
}

/** A `Float32Array` that grows. */
class GrowingFloats {
  private values = new Float32Array(1024);
  private length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float32Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  toArray(): Float32Array {
    return this.values.slice(0, this.length);
  }
}
