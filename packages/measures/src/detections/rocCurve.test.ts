import { expect, it } from 'vitest';
import { rocCurve } from './rocCurve.js';
import { golden } from '../testing/golden.js';

const { scores, positive, falsePositiveRate, truePositiveRate, thresholds } = golden.roc;

it("agrees with scikit-learn's", () => {
  const curve = rocCurve(scores, positive);
  expect([...curve.falsePositiveRate]).toEqual(falsePositiveRate);
  expect([...curve.truePositiveRate]).toEqual(truePositiveRate);
  expect([...curve.threshold]).toEqual([Infinity, ...thresholds]);
});

it('goes up for each positive sample and right for each negative one', () => {
  const curve = rocCurve([4, 3, 3, 1], [true, false, true, false]);
  expect([...curve.falsePositiveRate]).toEqual([0, 0, 0.5, 1]);
  expect([...curve.truePositiveRate]).toEqual([0, 0.5, 1, 1]);
});

it('refuses what has no curve', () => {
  expect(() => rocCurve([1, 2], [1, 1])).toThrow('2 are positive and 0 negative');
  expect(() => rocCurve([NaN], [1])).toThrow('score 0 is NaN');
  expect(() => rocCurve([1], [1, 0])).toThrow('1 scores and 2 classes');
});

it('has as many points as there are scores, however many', () => {
  const many = Float64Array.from({ length: 200_000 }, (_, index) => -index);
  const halves = many.map((_, index) => Number(index < 100_000));
  expect(rocCurve(many, halves).truePositiveRate).toHaveLength(200_001);
});
