import { expect, it } from 'vitest';
import { mutualInformationGap } from './mutualInformationGap.js';
import { golden, made } from '../testing/golden.js';

it("agrees with scikit-learn's mutual information of NumPy's bins", () => {
  const { codes, factors } = made();
  const expected = golden.made.mutualInformationGap;
  expect(mutualInformationGap(codes, factors)).toBeCloseTo(expected[20], 12);
  expect(mutualInformationGap(codes, factors, { bins: 7 })).toBeCloseTo(expected[7], 12);
});

it('is 1 for a unit that is the factor, and 0 where two units are', () => {
  const factors = { data: Float32Array.of(0, 1, 2, 3), shape: [4, 1] };
  const alone = { data: Float32Array.of(5, 0, 6, 0, 7, 0, 8, 0), shape: [4, 2] };
  const twice = { data: Float32Array.of(5, 1, 6, 2, 7, 3, 8, 4), shape: [4, 2] };
  expect(mutualInformationGap(alone, factors)).toBeCloseTo(1, 12);
  expect(mutualInformationGap(twice, factors)).toBeCloseTo(0, 12);
});

it('refuses what has no gap', () => {
  const { codes, factors } = made();
  const one = { data: Float32Array.of(1, 2), shape: [2, 1] };
  const same = { data: Float32Array.of(1, 7, 2, 7), shape: [2, 2] };
  expect(() => mutualInformationGap(one, one)).toThrow('the codes have 1 unit');
  expect(() => mutualInformationGap(same, codes)).toThrow('the codes are 2, the factors 300');
  expect(() => mutualInformationGap(same, same)).toThrow('factor 1 is 7 for all samples');
  expect(() => mutualInformationGap(codes, factors, { bins: 1 })).toThrow('from 2, but is 1');
});
