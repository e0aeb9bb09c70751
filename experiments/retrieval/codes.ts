import { Dataset, shaped, type ShapedArray } from '@autoencoder-zoo/core';
import { valuesOf } from '../helpers/index.js';

/** Codes `[samples, numbers]`. */
export type Codes = ShapedArray<readonly [number, number]>;

/** Word counts times the rarity of the words, each document of the same length. */
export function weigh(
  documents: Dataset<[2000]>,
  rarity: Float64Array,
  length: number,
): Dataset<[2000]> {
  const { name, labels, labelNames } = documents;
  const values = valuesOf(documents);
  for (let start = 0; start < values.length; start += 2000) {
    const words = values.subarray(start, start + 2000);
    words.forEach((count, word) => (words[word] = count * rarity[word]));
    const norm = Math.hypot(...words) || 1;
    words.forEach((value, word) => (words[word] = (length * value) / norm));
  }
  return new Dataset({ name, values, shape: [2000], labels, labelNames });
}

/** The first `size` numbers of each code. */
export function firstNumbers(codes: Codes, size: number): Codes {
  const [count, width] = codes.shape;
  const values = new Float32Array(count * size);
  for (let row = 0; row < count; row++) {
    values.set(codes.subarray(row * width, row * width + size), row * size);
  }
  return shaped(values, [count, size]);
}

/** The middle one of all values of each number. */
export function medians(codes: Codes): number[] {
  const [count, size] = codes.shape;
  return Array.from({ length: size }, (_, number) => {
    const column = Float32Array.from({ length: count }, (_, row) => codes[row * size + number]);
    return column.sort()[Math.floor(count / 2)];
  });
}

/** Ones where a number is at least its threshold. */
export function bits(codes: Codes, thresholds: readonly number[]): Codes {
  const size = codes.shape[1];
  const ones = codes.map((value, index) => Number(value >= thresholds[index % size]));
  return shaped(ones, codes.shape);
}
