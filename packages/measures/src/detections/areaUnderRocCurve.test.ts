import { expect, it } from 'vitest';
import { areaUnderRocCurve } from './areaUnderRocCurve.js';
import { golden } from '../testing/golden.js';

const { scores, positive, area } = golden.roc;

it("agrees with scikit-learn's, with ties", () => {
  expect(new Set(scores).size).toBeLessThan(scores.length / 2);
  expect(areaUnderRocCurve(scores, positive)).toBeCloseTo(area, 12);
  const negated = scores.map((score) => -score);
  expect(areaUnderRocCurve(negated, positive)).toBeCloseTo(1 - area, 12);
});

it('is the share of pairs in the right order', () => {
  expect(areaUnderRocCurve([1, 2, 3], [false, false, true])).toBe(1);
  expect(areaUnderRocCurve([1, 2, 3], [true, false, false])).toBe(0);
  expect(areaUnderRocCurve([1, 3, 2], [0, 0, 1])).toBe(0.5);
  expect(areaUnderRocCurve([5, 5, 5, 5], [1, 0, 0, 1])).toBe(0.5);
});

it('refuses what has no curve', () => {
  expect(() => areaUnderRocCurve([1, 2], [1, 1])).toThrow('2 are positive and 0 negative');
  expect(() => areaUnderRocCurve([], [])).toThrow('0 are positive and 0 negative');
  expect(() => areaUnderRocCurve([1, NaN, 2], [1, 0, 1])).toThrow('score 1 is NaN');
  expect(() => areaUnderRocCurve([1], [1, 0])).toThrow('1 scores and 2 classes');
});
