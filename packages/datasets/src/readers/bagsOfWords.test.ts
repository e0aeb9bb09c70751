import { describe, expect, it } from 'vitest';
import { readBagsOfWords } from './bagsOfWords.js';
import { DataFileError } from './dataFileError.js';

const read = (text: string) =>
  readBagsOfWords(new TextEncoder().encode(text), 'a.feat', 3, { maximumBytes: 10_000 });

describe('readBagsOfWords', () => {
  it('reads labels and counts, also of empty documents', async () => {
    expect(await read('2 3:5 1:506\n1\n')).toEqual({
      values: Uint16Array.of(506, 0, 5, 0, 0, 0),
      shape: [2, 3],
      labels: Int32Array.of(2, 1),
    });
  });

  it.each([
    [
      'an index beyond the vocabulary',
      '1 1:1\n1 4:1\n',
      '1 to 3 and a count up to 65535 in line 2, but found "4:1"',
    ],
    ['index 0', '1 0:1\n', 'found "0:1"'],
    ['an entry without a count', '1 2\n', 'found "2"'],
    ['half a word', '1 2:0.5\n', 'found "2:0.5"'],
    ['a missing label', '1:1\n', 'a whole number of 32 bits first in line 1, but found "1:1"'],
    ['a count that is too large', '1 2:65536\n', 'found "2:65536"'],
    ['a label that is too large', '99999999999 2:1\n', 'found "99999999999"'],
    ['an index in another form', '1 0x2:1\n', 'found "0x2:1"'],
    ['an entry of three parts', '1 2:1:9\n', 'found "2:1:9"'],
    ['an index that comes twice', '1 2:1 2:7\n', '"2:7", whose index came before'],
    ['more counts than allowed', '1\n'.repeat(2000), 'that 1667 documents of 3 words take 10002'],
    ['nothing', '\n', 'an empty file'],
  ])('refuses %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(DataFileError);
    await expect(read(text)).rejects.toThrow(message);
  });
});
