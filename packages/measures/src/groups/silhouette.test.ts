import { Dataset } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { silhouette } from './silhouette.js';
import { golden, samples } from '../testing/golden.js';

it("agrees with scikit-learn's, also where a group has one sample", () => {
  const { groups, silhouette: expected } = golden.grouping;
  expect(silhouette(samples(golden.train), groups)).toBeCloseTo(expected, 9);
});

it('takes the labels of a data set, and is that of a closed form', () => {
  const values = Float32Array.of(0, 1, 10);
  const labels = Int32Array.of(4, 4, 7);
  // (10 - 1) / 10 and (9 - 1) / 9; the third is alone.
  const expected = (0.9 + 8 / 9) / 3;
  expect(silhouette(new Dataset({ name: 'line', values, shape: [1], labels }))).toBeCloseTo(
    expected,
    12,
  );
});

it('counts samples that are all equal as 0', () => {
  const same = { data: new Float32Array(4), shape: [4, 1] };
  expect(silhouette(same, [0, 0, 1, 1])).toBe(0);
});

it('refuses what has no groups to compare', () => {
  const three = { data: Float32Array.of(0, 1, 2), shape: [3, 1] };
  expect(() => silhouette(three)).toThrow('no labels; give one for each');
  expect(() => silhouette(three, [0, 1])).toThrow('2 labels do not fit 3 samples');
  expect(() => silhouette(three, [1, 1, 1])).toThrow('at least 2 groups');
  expect(() => silhouette(three, [1, 2, 3])).toThrow('but there are 3');
});
