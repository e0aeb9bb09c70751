import { DataFileError } from '../dataFileError.js';
import { hasDecimalComma, parseNumber, type DecimalMark } from '../numbers.js';
import { countLines } from '../readText.js';
import { parseRows } from './parseRows.js';

/** How a table is written. */
export interface Dialect {
  /** Separator of the cells. */
  readonly delimiter: string;
  readonly decimal: DecimalMark;
  /** Number of cells of a row. */
  readonly width: number;
  /** Name of each cell, if there are names. */
  readonly names: readonly string[] | undefined;
  /** Whether they stand in the first row. */
  readonly hasHeader: boolean;
  /** Whether each row ends with a separator, behind which nothing stands. */
  readonly trailing: boolean;
}

/** What the user says of the dialect. */
export interface DialectOptions {
  /**
   * Whether the first row names the columns. Default `'auto'`: it does if none of its cells is a
   * number and some cell of a later row is one.
   */
  readonly header?: boolean | 'auto' | undefined;
  /**
   * Separator of the cells. Default: found out (tab, semicolon, bar or comma, else blanks). With
   * `' '` several blanks are one separator.
   */
  readonly delimiter?: string | undefined;
  /**
   * What separates the whole part of a number from the rest. Default: a comma where cells are
   * separated by something else and numbers have one that cannot separate thousands; else a point.
   */
  readonly decimal?: DecimalMark | undefined;
}

/** Separators in the order in which one is preferred to another that fits as well. */
const DELIMITERS = ['\t', ';', '|', ','];

/** Characters at the beginning by which the dialect is known. */
const SAMPLE = 2 ** 16;

/** As much of a table as shows its dialect, a few rows at least; `undefined` if that takes more. */
export function takeSample(table: string): string | undefined {
  let end = 0;
  for (let lines = 0; lines < 4; lines++) {
    end = table.indexOf('\n', end) + 1;
    if (end === 0) return undefined;
  }
  return table.length < SAMPLE ? undefined : table.slice(0, Math.max(end, SAMPLE));
}

/** A text in parts. */
interface Parts {
  readonly table: string;
  /** Number of the line in which it begins. */
  readonly line: number;
  /** The last comment before the table, where NumPy puts the names of the columns. */
  readonly comment: string;
  /** The separator that Excel's line `sep=;` tells. */
  readonly sep: string | undefined;
}

/** Takes off what stands before the table: blank lines, comments which begin with `#`, `sep=;`. */
export function takePreamble(text: string): Parts {
  const preamble = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(text)![0];
  const comment = preamble.trimEnd().split('\n').at(-1)!.trim().replace(/^#+/, '');
  const sep = /^"?sep=(.)"?[^\S\n]*(?:\n|$)/i.exec(text.slice(preamble.length).slice(0, 100));
  const skipped = preamble.length + (sep?.[0].length ?? 0);
  return {
    table: text.slice(skipped),
    line: 1 + countLines(text.slice(0, skipped)),
    comment,
    sep: sep?.[1],
  };
}

/**
 * Looks at the beginning of a table.
 *
 * @param whole - Whether `table` is all there is.
 * @throws DataFileError if there are no rows, or if commas may separate cells as well as decimals.
 */
export function findDialect(
  { table, comment }: Parts,
  whole: boolean,
  name: string,
  options: DialectOptions,
): Dialect {
  const sample = takeSample(table) ?? table;
  const rowsBy = (delimiter: string) => {
    const last = whole && sample.length === table.length;
    return parseRows(sample, delimiter, last).data.filter((cells) => !isBlank(cells));
  };
  const delimiter = options.delimiter ?? bestDelimiter(rowsBy, options.decimal);
  const rows = rowsBy(delimiter);
  if (rows.length === 0) throw new DataFileError(name, 'rows of numbers', 'none');
  const [first, ...others] = rows;
  const decimal = options.decimal ?? findDecimal(others.length > 0 ? others : rows, delimiter);
  // A wrong decimal mark shall show at the first number, not as names that are missing.
  const isNumber = (cell: string) =>
    parseNumber(cell, decimal) !== undefined ||
    parseNumber(cell) !== undefined ||
    hasDecimalComma(cell);
  const { header = 'auto' } = options;
  const auto = !first.some(isNumber) && others.some((cells) => cells.some(isNumber));
  const hasHeader = header === 'auto' ? auto : header;
  if (options.delimiter === undefined && options.decimal === undefined && delimiter === ',') {
    refusePairs(hasHeader ? others : rows, name);
  }
  if (header === 'auto' && whole && rows.length === 1 && !first.some(isNumber)) {
    throw new DataFileError(name, 'rows of numbers below the names', 'none');
  }
  const trailing = first.length > 1 && rows.every((cells) => cells.at(-1)!.trim() === '');
  const above = header === 'auto' ? parseRows(comment, delimiter, true).data.at(0) : undefined;
  const isAbove = above?.length === first.length && first.length > 1 && !above.some(isNumber);
  const names = hasHeader ? first : isAbove ? above : undefined;
  return {
    delimiter,
    decimal,
    width: first.length,
    names: names?.map((cell) => cell.trim()),
    hasHeader,
    trailing,
  };
}

/** Whether a row of a table is an empty line. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.length === 0 || (cells.length === 1 && cells[0].trim() === '');
}

/**
 * The separator by which most cells are numbers, among those by which most rows are equally long.
 */
function bestDelimiter(
  rowsBy: (delimiter: string) => readonly (readonly string[])[],
  decimal: DecimalMark | undefined,
): string {
  let best = '';
  let most = -1;
  for (const delimiter of [...DELIMITERS, ' ']) {
    if (delimiter === decimal) continue;
    // Blanks separate where nothing else does.
    if (delimiter === ' ' && best !== '') break;
    const all = rowsBy(delimiter);
    if (all.length === 0 || all[0].length < 2) continue;
    const [first, ...others] = all;
    const rows = others.length > 0 ? others : [first];
    const equal = rows.filter((cells) => cells.length === first.length).length;
    if (2 * equal <= rows.length && others.length > 1) continue;
    const cells = rows.flat();
    const isNumber = (cell: string) =>
      parseNumber(cell) !== undefined ||
      (delimiter !== ',' && parseNumber(cell, ',') !== undefined);
    const share = cells.filter(isNumber).length / cells.length;
    if (share > most) [best, most] = [delimiter, share];
  }
  return best || (decimal === ',' ? ';' : ',');
}

function findDecimal(rows: readonly (readonly string[])[], delimiter: string): DecimalMark {
  if (delimiter === ',') return '.';
  const cells = rows.flat();
  const hasPoint = cells.some((cell) => cell.includes('.') && parseNumber(cell) !== undefined);
  return !hasPoint && cells.some(hasDecimalComma) ? ',' : '.';
}

/** `0,1039` is one number with a decimal comma, or the two numbers 0 and 1039. */
function refusePairs(rows: readonly (readonly string[])[], name: string): void {
  const isWhole = (cell: string) => /^[+-]?\d+$/.test(cell.trim());
  if (!rows.every((cells) => cells.length % 2 === 0 && cells.every(isWhole))) return;
  for (const [index, cells] of rows.entries()) {
    const half = cells.findIndex((cell, column) => column % 2 === 1 && /^0\d/.test(cell.trim()));
    if (half < 0) continue;
    throw new DataFileError(
      name,
      'cells separated by commas, or decimal commas',
      `"${cells[half - 1]},${cells[half]}" in row ${index + 1}, which may be both; pass decimal: ',' for one number, or delimiter: ',' for two`,
    );
  }
}
