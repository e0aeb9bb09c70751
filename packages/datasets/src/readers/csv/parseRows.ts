import Papa from 'papaparse';
import { DataFileError } from '../dataFileError.js';
import { countLines, refuseLongLine } from '../readText.js';

/** What a text holds, up to its last whole row unless it is the end. */
interface Parsed {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly {
    readonly code: string;
    readonly row: number;
    readonly index: number;
  }[];
  readonly meta: { readonly cursor: number };
}

/**
 * The cells of the rows of a text. Blank rows are left out; where blanks separate cells, several of
 * them are one.
 *
 * @param last - Whether the text ends with its last row.
 */
export function parseRows(text: string, delimiter: string, last: boolean): Parsed {
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  const parsed = parser.parse(text, 0, !last) as Parsed;
  if (delimiter !== ' ') return parsed;
  return { ...parsed, data: parsed.data.map((cells) => cells.filter((cell) => cell !== '')) };
}

/**
 * Rows of a table in groups as they come, because all cells of a large file at once would need many
 * times its size.
 *
 * @param line - Number of the first line, for error messages.
 * @throws DataFileError if a quotation mark opens a cell and does not close it.
 */
export async function* readRows(
  text: AsyncIterable<string>,
  name: string,
  delimiter: string,
  line: number,
): AsyncGenerator<Parsed['data']> {
  let rest = '';
  let tried = 0;
  const parse = (last: boolean) => {
    const { data, errors, meta } = parseRows(rest, delimiter, last);
    const wrong = errors.find((error) => last || error.row < data.length);
    if (wrong) {
      const open = wrong.code === 'MissingQuotes';
      throw new DataFileError(
        name,
        `the end of the quoted cell that opens in line ${line + countLines(rest.slice(0, wrong.index))}${open ? '' : ' at its quotation mark'}`,
        `${open ? 'the end of the file' : 'more text behind the mark'}; close each quotation mark, and double those within a cell`,
      );
    }
    line += countLines(rest.slice(0, meta.cursor));
    rest = last ? '' : rest.slice(meta.cursor);
    tried = rest.length;
    return data;
  };
  for await (const piece of text) {
    rest += piece;
    // A row of many pieces is tried again when it has doubled, so that the work stays linear.
    if (rest.length < 2 * tried) continue;
    yield parse(false);
    refuseLongLine(rest, `the row in line ${line}`, name);
  }
  if (rest !== '') yield parse(true);
}
