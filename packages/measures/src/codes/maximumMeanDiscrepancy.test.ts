import { RandomStream } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { maximumMeanDiscrepancy } from './maximumMeanDiscrepancy.js';
import { golden, samples } from '../testing/golden.js';

const kernels = ['gaussian', 'inverseMultiquadratic'] as const;

it.each(kernels)('agrees with NumPy and scikit-learn, %s', (kernel) => {
  const { width, [kernel]: expected } = golden.discrepancies;
  const [train, test] = [samples(golden.train), samples(golden.test)];
  expect(maximumMeanDiscrepancy(train, test, { kernel, width })).toBeCloseTo(expected, 12);
  expect(maximumMeanDiscrepancy(test, train, { kernel, width })).toBeCloseTo(expected, 12);
});

it('is that of a closed form', () => {
  const first = { data: Float32Array.of(0, 1), shape: [2, 1] };
  const second = { data: Float32Array.of(3, 3), shape: [2, 1] };
  // Squared distances 1 within the first, 0 within the second, 9 and 4 between; width 1.
  expect(maximumMeanDiscrepancy(first, second)).toBeCloseTo(
    Math.exp(-1 / 2) + 1 - (Math.exp(-9 / 2) + Math.exp(-4 / 2)),
    12,
  );
  expect(
    maximumMeanDiscrepancy(first, second, { kernel: 'inverseMultiquadratic', width: 2 }),
  ).toBeCloseTo(8 / 9 + 1 - (8 / 17 + 8 / 12), 12);
});

it.each(kernels)('is 0 on average for one distribution, and not for two, %s', (kernel) => {
  const draws = (count: number, seed: number) => ({
    data: new RandomStream(seed, 'test').normal(new Float32Array(count * 3)),
    shape: [count, 3],
  });
  const values = Array.from({ length: 200 }, (_, seed) =>
    maximumMeanDiscrepancy(draws(10, 2 * seed), draws(15, 2 * seed + 1), { kernel }),
  );
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const deviation = Math.hypot(...values.map((value) => value - mean)) / values.length;
  expect(Math.abs(mean)).toBeLessThan(3 * deviation);
  const far = draws(15, 1000);
  far.data.forEach((value, at) => (far.data[at] = value + 2));
  expect(maximumMeanDiscrepancy(draws(10, 0), far, { kernel })).toBeGreaterThan(0.2);
});

it('refuses what has no pairs, and unknown options', () => {
  const one = { data: Float32Array.of(1), shape: [1, 1] };
  const two = { data: Float32Array.of(1, 2), shape: [2, 1] };
  expect(() => maximumMeanDiscrepancy(two, one)).toThrow('the second samples: a discrepancy takes');
  expect(() => maximumMeanDiscrepancy(two, samples(golden.train))).toThrow('they must agree');
  expect(() => maximumMeanDiscrepancy(two, two, { width: 0 })).toThrow('"width"');
  expect(() => maximumMeanDiscrepancy(two, two, { kernel: 'rbf' as 'gaussian' })).toThrow(
    '"kernel"',
  );
});
