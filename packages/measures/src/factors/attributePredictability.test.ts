import { expect, it } from 'vitest';
import { separatedAttributePredictability } from './attributePredictability.js';
import { golden, made } from '../testing/golden.js';

it("agrees with scikit-learn's linear regressions", () => {
  const { codes, factors } = made();
  expect(separatedAttributePredictability(codes, factors)).toBeCloseTo(
    golden.made.separatedAttributePredictability,
    6,
  );
});

it('is 1 for a unit along the factor beside one that does not vary', () => {
  const factors = { data: Float32Array.of(0, 1, 2), shape: [3, 1] };
  const codes = { data: Float32Array.of(9, 4, 7, 4, 5, 4), shape: [3, 2] };
  expect(separatedAttributePredictability(codes, factors)).toBeCloseTo(1, 6);
});

it('refuses a factor that does not vary', () => {
  const same = { data: Float32Array.of(1, 7, 2, 7), shape: [2, 2] };
  expect(() => separatedAttributePredictability(same, same)).toThrow('factor 1 is 7');
});
