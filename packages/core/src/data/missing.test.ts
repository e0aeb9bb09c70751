import { expect, it } from 'vitest';
import { Dataset } from './dataset.js';
import { markMissing } from './missing.js';

const of = (...values: number[]) =>
  new Dataset({ name: 'gaps', values: Float64Array.from(values), shape: [2] });

it('puts the mean of a column into its gaps, and says where they are', () => {
  const given = of(1, NaN, 3, 4, NaN, 8);
  const marked = markMissing(given);
  expect(Array.from(marked.values)).toEqual([1, 6, 3, 4, 2, 8]);
  expect(Array.from(marked.beside.present)).toEqual([1, 0, 1, 1, 0, 1]);
  expect(given.values[1]).toBeNaN();
  expect(Array.from(marked.slice(1, 2).beside!['present'])).toEqual([1, 1]);
});

it('refuses a column of which nothing is there', () => {
  expect(() => markMissing(of(1, NaN, 2, NaN))).toThrow(
    'gaps: the value at position 1 of 2 is missing in all 2 samples; leave it out',
  );
});
