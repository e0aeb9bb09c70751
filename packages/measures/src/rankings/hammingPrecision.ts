import type { Dataset } from '@autoencoder-zoo/core';
import { forEachChunk } from '../shared/vectors.js';

/** Binary codes with their classes. */
export interface HammingSearch {
  readonly base: Dataset;
  readonly known: ArrayLike<number>;
  readonly queries: Dataset;
  readonly asked: ArrayLike<number>;
  readonly ranks: readonly number[];
}

/**
 * Mean precision at ranks by Hamming's distance, where equally near codes count as in random order.
 *
 * @throws RangeError if a value is neither 0 nor 1.
 */
export function hammingPrecision({ base, known, queries, asked, ranks }: HammingSearch): number[] {
  const words = Math.ceil(base.size / 32);
  const [stored, wanted] = [packed(base, words), packed(queries, words)];
  const distances = base.size + 1;
  const all = new Float64Array(distances);
  const relevant = new Float64Array(distances);
  const sums = ranks.map(() => 0);
  for (let query = 0; query < queries.length; query++) {
    all.fill(0);
    relevant.fill(0);
    for (let i = 0, at = 0; i < base.length; i++) {
      let distance = 0;
      for (let w = 0; w < words; w++) distance += ones(stored[at++] ^ wanted[query * words + w]);
      all[distance]++;
      if (known[i] === asked[query]) relevant[distance]++;
    }
    ranks.forEach((rank, r) => (sums[r] += expectedHits(rank, all, relevant) / rank));
  }
  return sums.map((sum) => sum / queries.length);
}

/** How many of the nearest `rank` are relevant, where those at the last distance count in part. */
function expectedHits(rank: number, all: Float64Array, relevant: Float64Array): number {
  let hits = 0;
  for (let distance = 0, left = rank; left > 0; distance++) {
    const taken = Math.min(left, all[distance]);
    if (taken > 0) hits += (relevant[distance] * taken) / all[distance];
    left -= taken;
  }
  return hits;
}

/** Each sample as `words` words of 32 bits. */
function packed(set: Dataset, words: number): Uint32Array {
  const { size, length, name } = set;
  const bits = new Uint32Array(length * words);
  forEachChunk(set, 128, (rows, count, start) => {
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < size; i++) {
        const value = rows[row * size + i];
        if (value === 1) bits[(start + row) * words + (i >>> 5)] |= 1 << (i & 31);
        else if (value !== 0) {
          throw new RangeError(
            `${name}: by Hamming's distance values are 0 or 1, but sample ${start + row} has ${value}; compare codes with a threshold first`,
          );
        }
      }
    }
  });
  return bits;
}

/** Number of ones among 32 bits. */
function ones(word: number): number {
  let sums = word - ((word >>> 1) & 0x55555555);
  sums = (sums & 0x33333333) + ((sums >>> 2) & 0x33333333);
  return (((sums + (sums >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
