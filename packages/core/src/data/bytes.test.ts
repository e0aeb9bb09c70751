import { expect, it } from 'vitest';
import { readBytes } from './bytes.js';

/** The same in JavaScript. */
function plainly(values: Uint8Array, rows: readonly number[], size: number, scale: number) {
  const result = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    for (let j = 0; j < size; j++) result[i * size + j] = values[row * size + j] * scale;
  });
  return result;
}

it.each([
  ['few', [11, 4, 4], 50],
  ['rows that fill more than a chunk', Array.from({ length: 200 }, (_, i) => 199 - i), 784],
  ['rows larger than a chunk', [1, 0], 100_001],
  ['none', [], 3],
])('gives the bits of JavaScript: %s', (_, rows, size) => {
  const count = size * Math.max(12, ...rows.map((row) => row + 1));
  const values = Uint8Array.from({ length: count }, (_, i) => i * 7);
  for (const scale of [1, 1 / 255, 0.1, -3]) {
    const target = new Float32Array(rows.length * size);
    readBytes(values, { rows, size, scale }, target);
    expect(target).toEqual(plainly(values, rows, size, scale));
  }
});
