import { quoted } from '@autoencoder-zoo/core';
import { DataFileError } from './dataFileError.js';
import type { SizeLimit } from './decompress.js';
import { refuseManyBytes } from './numbers.js';
import { readLines, readText } from './readText.js';

/** Documents as word counts. */
export interface BagsOfWords {
  /** `documents * words` counts, document after document. */
  readonly values: Uint16Array;
  /** Number of documents and words. */
  readonly shape: readonly [documents: number, words: number];
  /** The number at the start of each line. */
  readonly labels: Int32Array;
}

/**
 * Reads bags of words in the sparse format of SVMlight: a document a line, `label index:count ...`,
 * with indices from 1.
 *
 * @param bytes - The file, plain or compressed with gzip.
 * @param name - The file's name, for error messages.
 * @param words - Size of the vocabulary.
 * @throws DataFileError (naming the line) if a label, index or count is no whole number in
 * range, or a line has an index twice; also if the counts would take more than `maximumBytes`.
 */
export async function readBagsOfWords(
  bytes: Uint8Array,
  name: string,
  words: number,
  limit: SizeLimit = {},
): Promise<BagsOfWords> {
  const documents: Uint32Array[] = [];
  const labels: number[] = [];
  let line = 0;
  for await (const lines of readLines(readText(bytes, name, limit), name)) {
    for (const text of lines) {
      line++;
      const [label, ...entries] = text.trim().split(/\s+/);
      if (label === '' && entries.length === 0) continue;
      if (!/^-?\d{1,10}$/.test(label) || Number(label) !== (Number(label) | 0)) {
        throw new DataFileError(
          name,
          `a whole number of 32 bits first in line ${line}`,
          quoted(label),
        );
      }
      labels.push(Number(label));
      documents.push(readEntries(entries, words, line, name));
      const size = 2 * documents.length * words;
      refuseManyBytes(size, name, limit, `${documents.length} documents of ${words} words`);
    }
  }
  if (documents.length === 0) throw new DataFileError(name, 'documents', 'an empty file');
  const values = new Uint16Array(documents.length * words);
  for (const [index, entries] of documents.entries()) {
    for (let at = 0; at < entries.length; at += 2) {
      values[index * words + entries[at] - 1] = entries[at + 1];
    }
  }
  return { values, shape: [documents.length, words], labels: Int32Array.from(labels) };
}

/** Index and count of each word that a document has. */
function readEntries(
  entries: readonly string[],
  words: number,
  line: number,
  name: string,
): Uint32Array {
  const pairs = new Uint32Array(2 * entries.length);
  const seen = new Set<number>();
  entries.forEach((entry, at) => {
    const [, index, count] = /^(\d{1,10}):(\d{1,10})$/.exec(entry)?.map(Number) ?? [];
    const inRange = index >= 1 && index <= words && count <= 0xffff;
    if (!inRange || seen.has(index)) {
      throw new DataFileError(
        name,
        `index:count with an index of 1 to ${words} and a count up to 65535 in line ${line}`,
        seen.has(index) ? `${quoted(entry)}, whose index came before` : quoted(entry),
      );
    }
    seen.add(index);
    pairs.set([index, count], 2 * at);
  });
  return pairs;
}
