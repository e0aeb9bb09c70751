import type { Dataset } from '@autoencoder-zoo/core';
import { expect, expectTypeOf, it } from 'vitest';
import { italyPowerDemand } from './italyPowerDemand.js';

it('loads 67 and 1,029 days of 24 hours', async () => {
  const { train, test } = await italyPowerDemand();
  expectTypeOf(train).toEqualTypeOf<Dataset<[24]>>();
  expect([train.length, test.length, train.shape]).toEqual([67, 1029, [24]]);
  expect(train.values[0]).toBeCloseTo(-0.71051757, 6);
  expect(test.labels!.filter((label) => label === 0)).toHaveLength(513);
  expect((await italyPowerDemand({ shape: [24, 1] })).test.shape).toEqual([24, 1]);
});

it('names the seasons: the demand peaks on winter evenings', async () => {
  const { test } = await italyPowerDemand();
  const sums = new Float32Array(2);
  test.labels!.forEach((label, day) => (sums[label] += test.values[24 * day + 19]));
  expect(sums[0]).toBeGreaterThan(sums[1]);
  expect(test.labelNames![0]).toBe('October to March');
});
