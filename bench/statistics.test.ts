import { expect, it } from 'vitest';
import { geometricMean, median, speedUp } from './statistics.js';

it('takes the middle, whatever the order', () => {
  expect(median([30, 10, 20])).toBe(20);
  expect(median([40, 10, 30, 20])).toBe(25);
});

it('lets ratios and their inverses cancel out', () => {
  expect(geometricMean([4, 1 / 4])).toBeCloseTo(1, 12);
  expect(geometricMean([2, 8])).toBeCloseTo(4, 12);
});

it('compares times of the same round, so that a slow spell which hits both does not count', () => {
  const ours = [10, 100, 10];
  const theirs = [20, 200, 25];
  expect(speedUp(ours, theirs)).toEqual({ median: 2, lowest: 2, highest: 2.5 });
});
