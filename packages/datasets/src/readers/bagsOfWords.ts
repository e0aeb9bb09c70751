import { DataFileError } from './dataFileError.js';
import { decompress } from './decompress.js';

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
 * @param bytes The file, plain or compressed with gzip.
 * @param name The file's name, for error messages.
 * @param words Size of the vocabulary.
 * @throws DataFileError (naming the line) if a label, index or count is no whole number in range.
 */
export async function readBagsOfWords(
  bytes: Uint8Array,
  name: string,
  words: number,
): Promise<BagsOfWords> {
  const text = new TextDecoder().decode(await decompress(bytes, name));
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new DataFileError(name, 'documents', 'an empty file');
  const values = new Uint16Array(lines.length * words);
  const labels = new Int32Array(lines.length);
  lines.forEach((line, document) => {
    const [label, ...entries] = line.trim().split(/\s+/);
    if (!/^-?\d+$/.test(label)) {
      throw new DataFileError(name, `a whole number first in line ${document + 1}`, `"${label}"`);
    }
    labels[document] = Number(label);
    for (const entry of entries) {
      const [index, count] = entry.split(':').map(Number);
      if (!(Number.isInteger(index) && index >= 1 && index <= words && isCount(count))) {
        throw new DataFileError(
          name,
          `index:count with an index of 1 to ${words} in line ${document + 1}`,
          `"${entry}"`,
        );
      }
      values[document * words + index - 1] = count;
    }
  });
  return { values, shape: [lines.length, words], labels };
}

function isCount(count: number | undefined): boolean {
  return Number.isInteger(count) && count! >= 0 && count! <= 0xffff;
}
