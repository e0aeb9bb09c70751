import type { ConstantData } from './graph.js';

const hashes = new WeakMap<ConstantData, number>();

/**
 * A number which equal data share: the FNV-1a hash (Fowler, Noll, Vo) of the 32-bit
 * words, remembered.
 */
export function hashOf(data: ConstantData): number {
  let hash = hashes.get(data);
  if (hash === undefined) {
    hash = 0x811c9dc5;
    for (const word of wordsOf(data)) hash = Math.imul(hash ^ word, 0x01000193);
    hashes.set(data, hash);
  }
  return hash;
}

/** Whether two arrays of one type have the same bits: unlike `===` this tells 0 from -0. */
export function sameData(a: ConstantData, b: ConstantData): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  const [left, right] = [wordsOf(a), wordsOf(b)];
  return left.every((word, i) => word === right[i]);
}

function wordsOf({
  buffer,
  byteOffset,
  byteLength,
  BYTES_PER_ELEMENT,
}: ConstantData): Int32Array | Uint8Array {
  return BYTES_PER_ELEMENT >= 4
    ? new Int32Array(buffer, byteOffset, byteLength / 4)
    : new Uint8Array(buffer, byteOffset, byteLength);
}
