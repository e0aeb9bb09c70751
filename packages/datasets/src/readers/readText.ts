import { printable } from '@autoencoder-zoo/core';
import { DataFileError, knownStart } from './dataFileError.js';
import { refuseBomb, unpack, type SizeLimit } from './decompress.js';

/** How to read a text file. */
export interface TextOptions extends SizeLimit {
  /**
   * Name of the encoding as `TextDecoder` knows it, such as `'latin1'` or
   * `'shift_jis'`. Default: what a byte order mark says, else `'utf-8'`.
   */
  readonly encoding?: string | undefined;
}

/** Longest line, or row of a table, that is read. */
export const LONGEST_LINE = 2 ** 26;

/** Bytes that are decoded at once; what is made of them never stands in memory as a whole. */
const PIECE = 2 ** 20;

/**
 * The text of a file, plain or compressed with gzip, in pieces; lines end with `\n` alone, whatever
 * they end with in the file.
 *
 * @throws DataFileError if the file cannot be unpacked or is no text of that encoding.
 * @throws RangeError if there is no such encoding.
 */
export async function* readText(
  bytes: Uint8Array,
  name: string,
  options: TextOptions = {},
): AsyncGenerator<string> {
  let decode: ((bytes?: Uint8Array) => string) | undefined;
  let held = '';
  await refuseBomb(bytes, name, options);
  for await (const unpacked of unpack(bytes, name, options)) {
    for (let at = 0; at < unpacked.length; at += PIECE) {
      const piece = unpacked.subarray(at, at + PIECE);
      decode ??= decoder(piece, name, options.encoding);
      const text = held + decode(piece);
      // A carriage return at the end may have its line feed in the next piece.
      held = text.endsWith('\r') ? '\r' : '';
      yield newlines(held ? text.slice(0, -1) : text);
    }
  }
  if (decode) yield newlines(held + decode());
}

/** The lines of a text, in groups as they come. */
export async function* readLines(
  text: AsyncIterable<string>,
  name: string,
): AsyncGenerator<readonly string[]> {
  let rest = '';
  let count = 0;
  for await (const piece of text) {
    if (!piece.includes('\n')) {
      rest += piece;
      refuseLongLine(rest, `line ${count + 1}`, name);
      continue;
    }
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    count += lines.length;
    yield lines;
  }
  if (rest !== '') yield [rest];
}

/** @throws DataFileError if an unfinished line or row is longer than any that is read. */
export function refuseLongLine(text: string, place: string, name: string): void {
  if (text.length <= LONGEST_LINE) return;
  throw new DataFileError(
    name,
    `the end of ${place} within ${LONGEST_LINE} characters`,
    'none; is this a text of lines, and is each quotation mark closed?',
  );
}

function newlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** A function that decodes piece after piece, and what is left over when it gets none. */
function decoder(start: Uint8Array, name: string, encoding?: string) {
  const label = encoding ?? markedEncoding(start) ?? 'utf-8';
  const strict = textDecoder(label, name);
  let line = 1;
  return (bytes?: Uint8Array): string => {
    let text: string;
    try {
      text = strict.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      const good = new TextDecoder(label).decode(bytes).split('\ufffd', 1)[0];
      line += countLines(good);
      const what =
        knownStart(start) ??
        `other bytes in line ${line}; tell its encoding, for example encoding: 'latin1', or save it as UTF-8`;
      throw new DataFileError(name, `text in ${strict.encoding}`, what, { cause });
    }
    if (text.includes('\0')) {
      const what =
        knownStart(start) ??
        "a zero byte; if it is UTF-16 without a byte order mark, pass encoding: 'utf-16le'";
      throw new DataFileError(name, `text in ${strict.encoding}`, what);
    }
    line += countLines(text);
    return text;
  };
}

/** Number of line feeds in a text. */
export function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function markedEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function textDecoder(label: string, name: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch (cause) {
    throw new RangeError(
      `${name}: the encoding "${printable(label)}" is unknown here; use one of TextDecoder, such as utf-8, latin1, utf-16le`,
      { cause },
    );
  }
}
