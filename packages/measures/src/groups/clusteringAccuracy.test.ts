import { expect, it } from 'vitest';
import { clusteringAccuracy } from './clusteringAccuracy.js';
import { golden } from '../testing/golden.js';

it('agrees with the assignment of SciPy, with more groups than classes and fewer', () => {
  const { groups, clusteringAccuracy: expected } = golden.grouping;
  expect(clusteringAccuracy(groups, golden.trainLabels)).toBeCloseTo(expected, 12);
  expect(clusteringAccuracy(golden.trainLabels, groups)).toBeCloseTo(expected, 12);
});

it('matches all at once and not each group with its largest class', () => {
  // Both groups have most of class 0; the second gives it up, which costs least.
  expect(clusteringAccuracy([0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 5])).toBeCloseTo(4 / 6, 12);
  expect(clusteringAccuracy([3, 3, 9], [9, 9, 3])).toBe(1);
  expect(clusteringAccuracy([0, 0, 0, 0], [1, 2, 3, 3])).toBe(0.5);
});

it('refuses what is not one of each for every sample', () => {
  expect(() => clusteringAccuracy([], [])).toThrow('at least one sample');
});
