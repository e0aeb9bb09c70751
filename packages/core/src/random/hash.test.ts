import { expect, it } from 'vitest';
import { hashOf } from './hash.js';

// Published test vectors of FNV-1a, and one with letters of more than one byte.
it.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
  ['ä€😀', 0x2c0d1e2f],
])('hashes %j as its bytes', (text, hash) => {
  expect(hashOf(text)).toBe(hash);
});
