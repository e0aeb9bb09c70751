import { expect, it } from 'vitest';
import { adjustedRandIndex } from './adjustedRandIndex.js';
import { golden } from '../testing/golden.js';

it("agrees with scikit-learn's", () => {
  const { groups, adjustedRandIndex: expected } = golden.grouping;
  expect(adjustedRandIndex(groups, golden.trainLabels)).toBeCloseTo(expected, 12);
  expect(adjustedRandIndex(golden.trainLabels, groups)).toBeCloseTo(expected, 12);
});

it('is 1 for the same division under other names, and below 0 for less than chance', () => {
  expect(adjustedRandIndex([0, 0, 7, 3], [2, 2, 1, 5])).toBe(1);
  // Of two pairs each, none is shared, while chance shares 2/3.
  expect(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
  expect(adjustedRandIndex([4, 4], [1, 1])).toBe(1);
  expect(adjustedRandIndex([0, 1], [3, 2])).toBe(1);
  expect(adjustedRandIndex([0, 1], [3, 3])).toBe(0);
  expect(adjustedRandIndex([5], [2])).toBe(1);
});

it('refuses what is not one of each for every sample', () => {
  expect(() => adjustedRandIndex([0], [0, 1])).toThrow('1 groups and 2 classes');
});
