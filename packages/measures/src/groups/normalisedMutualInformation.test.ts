import { expect, it } from 'vitest';
import { normalisedMutualInformation } from './normalisedMutualInformation.js';
import { golden } from '../testing/golden.js';

it("agrees with scikit-learn's", () => {
  const { groups, normalisedMutualInformation: expected } = golden.grouping;
  expect(normalisedMutualInformation(groups, golden.trainLabels)).toBeCloseTo(expected, 12);
  expect(normalisedMutualInformation(golden.trainLabels, groups)).toBeCloseTo(expected, 12);
});

it('is 1 for the same division under other names, and 0 for an independent one', () => {
  expect(normalisedMutualInformation([0, 0, 7, 3], [2, 2, 1, 5])).toBeCloseTo(1, 12);
  expect(normalisedMutualInformation([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(0, 12);
  expect(normalisedMutualInformation([4, 4], [1, 1])).toBe(1);
});

it('refuses what is not one of each for every sample', () => {
  expect(() => normalisedMutualInformation([0], [0, 1])).toThrow('1 groups and 2 classes');
  expect(() => normalisedMutualInformation([], [])).toThrow('at least one sample');
});
