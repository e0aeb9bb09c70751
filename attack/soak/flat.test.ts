import { expect, it } from 'vitest';
import { growthOf, growths } from './flat.js';
import type { Held } from './memory.js';

const MiB = 2 ** 20;
const held = (changes: Partial<Held>): Held => ({
  resident: 100 * MiB,
  heap: 20 * MiB,
  tensors: 12,
  files: 20,
  threads: 11,
  ...changes,
});

it('measures the rise of the line of least squares', () => {
  expect(growthOf([1, 3, 5, 7])).toBe(6);
  expect(growthOf([5, 5, 5])).toBe(0);
  expect(growthOf([0, 1, 0, 1, 0])).toBe(0);
});

it('tells what grows by more than its bound, and lets noise be', () => {
  const over = (change: (place: number) => Partial<Held>) =>
    growths(Array.from({ length: 15 }, (_, place) => held(change(place))));
  expect(over((place) => ({ resident: (100 + (place % 2) * 10) * MiB }))).toEqual([]);
  expect(over((place) => ({ resident: (100 + 3 * place) * MiB }))).toEqual([
    'resident grew by 42.0 MiB',
  ]);
  expect(over((place) => ({ heap: (20 + place / 4) * MiB }))).toEqual(['heap grew by 3.5 MiB']);
  expect(over((place) => ({ tensors: 12 + place }))).toEqual(['tensors grew by 14']);
});
