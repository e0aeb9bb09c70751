import { expect, it } from 'vitest';
import { disentanglement } from './disentanglement.js';
import { golden, made } from '../testing/golden.js';

const train = made();
const test = made('test');
const all = {
  trainCodes: train.codes,
  trainFactors: train.factors,
  testCodes: test.codes,
  testFactors: test.factors,
};

it.each(golden.made.disentanglement)(
  "agrees with scikit-learn's lasso, penalty $penalty",
  ({ penalty, ...expected }) => {
    const measured = disentanglement({ ...all, penalty });
    expect(measured.disentanglement).toBeCloseTo(expected.disentanglement, 5);
    expect(measured.completeness).toBeCloseTo(expected.completeness, 5);
    expect(measured.informativeness).toBeCloseTo(expected.informativeness, 5);
  },
);

it('is 1 for codes that are the factors, turned round, and 0 where nothing counts', () => {
  const factors = { data: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), shape: [4, 2] };
  const codes = { data: Float32Array.of(5, 0, 3, 0, 5, 9, 3, 9), shape: [4, 2] };
  const same = { trainCodes: codes, trainFactors: factors, testCodes: codes, testFactors: factors };
  const exact = disentanglement({ ...same, penalty: 0 });
  Object.values(exact).forEach((value) => expect(value).toBeCloseTo(1, 6));
  expect(disentanglement({ ...same, penalty: 2 })).toEqual({
    disentanglement: 0,
    completeness: 0,
    informativeness: 0,
  });
});

it('refuses what does not fit', () => {
  const first = {
    data: Float64Array.from({ length: 300 }, (_, row) => train.factors.data[3 * row]),
    shape: [300, 1],
  };
  expect(() => disentanglement({ ...all, trainFactors: first })).toThrow('they must agree');
  expect(() => disentanglement({ ...all, testCodes: test.factors })).toThrow('they must agree');
  expect(() => disentanglement({ ...all, penalty: -1 })).toThrow('"penalty"');
  const single = { ...all, trainFactors: first, testCodes: train.codes, testFactors: first };
  expect(() => disentanglement(single)).toThrow('2 factors at least');
});
