import type { Dataset } from '@autoencoder-zoo/core';
import { expect, expectTypeOf, it } from 'vitest';
import { internalBleeding } from './internalBleeding.js';

it('cuts the signal into windows and labels those on the anomaly', async () => {
  const bleeding = await internalBleeding();
  const { train, test, testStarts, anomaly, series } = bleeding;
  expectTypeOf(train).toEqualTypeOf<Dataset<[184]>>();
  expect([train.length, test.length, series.length]).toEqual([1017, 6118, 7501]);
  expect(anomaly).toEqual({ begin: 4187, end: 4199 });
  expect(train.labels!.every((label) => label === 0)).toBe(true);
  const anomalous = testStarts.filter((_, window) => test.labels![window] === 1);
  expect([anomalous[0], anomalous.at(-1)]).toEqual([4187 - 183, 4198]);
  expect(anomalous).toHaveLength(184 + 12 - 1);
  expect(testStarts[0]).toBe(1200);
  expect(test.slice(5, 6).values).toEqual(series.slice(1205, 1205 + 184));
});

it('is standardised by the training steps', async () => {
  const { series, mean, deviation } = await internalBleeding();
  expect(series[0] * deviation + mean).toBeCloseTo(63.73215, 4);
  const train = series.subarray(0, 1200);
  expect(train.reduce((sum, value) => sum + value, 0) / 1200).toBeCloseTo(0, 4);
  expect(train.reduce((sum, value) => sum + value ** 2, 0) / 1200).toBeCloseTo(1, 4);
});

it('has windows of the length, stride and shape that are asked for', async () => {
  const { train, testStarts } = await internalBleeding({ length: 100, stride: 50 });
  expectTypeOf(train).toEqualTypeOf<Dataset<[100]>>();
  expect(train.length).toBe(23);
  expect(Array.from(testStarts.subarray(0, 3))).toEqual([1200, 1250, 1300]);
  const shaped = await internalBleeding({ length: 100, stride: 50, shape: [100, 1] });
  expectTypeOf(shaped.test).toEqualTypeOf<Dataset<readonly [100, 1]>>();
  expect(shaped.test.shape).toEqual([100, 1]);
  await expect(internalBleeding({ length: 1300 })).rejects.toThrow(/does not fit a series of 1200/);
});
