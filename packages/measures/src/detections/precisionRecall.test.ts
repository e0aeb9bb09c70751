import { expect, it } from 'vitest';
import { averagePrecision, detection, precisionRecallCurve } from './precisionRecall.js';
import { golden } from '../testing/golden.js';

const { scores, positive } = golden.roc;
const { precisionRecall } = golden;

it("agrees with scikit-learn's curve", () => {
  const { precision, recall, threshold } = precisionRecallCurve(scores, positive);
  expect([...precision]).toEqual(precisionRecall.precision.toReversed());
  expect([...recall]).toEqual(precisionRecall.recall.toReversed());
  expect([...threshold]).toEqual([Infinity, ...precisionRecall.thresholds.toReversed()]);
});

it("agrees with scikit-learn's average precision", () => {
  expect(averagePrecision(scores, positive)).toBeCloseTo(precisionRecall.averagePrecision, 12);
  expect(averagePrecision([3, 2, 1], [1, 0, 1])).toBeCloseTo(1 / 2 + 1 / 3, 12);
  expect(averagePrecision([1, 1, 1, 1], [1, 0, 0, 0])).toBe(0.25);
});

it.each(golden.detections)(
  "agrees with scikit-learn's scores at $threshold",
  ({ threshold, ...expected }) => {
    const ours = detection(scores, positive, threshold);
    for (const name of ['precision', 'recall', 'f1', 'accuracy'] as const) {
      expect(ours[name]).toBeCloseTo(expected[name], 12);
    }
  },
);

it('counts a score at the threshold as positive', () => {
  expect(detection([2, 1], [1, 0], 2)).toEqual({ precision: 1, recall: 1, f1: 1, accuracy: 1 });
});

it('refuses what cannot be measured', () => {
  expect(() => averagePrecision([1, 2], [0, 0])).toThrow('none of the 2 is');
  expect(() => precisionRecallCurve([1], [])).toThrow('1 scores and 0 classes');
  expect(() => detection([1, NaN], [1, 0], 0)).toThrow('score 1 is NaN');
  expect(() => detection([1], [1], NaN)).toThrow('the threshold is NaN');
});

it('measures any number of scores', () => {
  const many = Float64Array.from({ length: 200_000 }, (_, index) => -index);
  const halves = many.map((_, index) => Number(index < 100_000));
  expect(averagePrecision(many, halves)).toBeCloseTo(1, 9);
});
