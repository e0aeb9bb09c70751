import type { Dataset } from '@autoencoder-zoo/core';
import { expect, expectTypeOf, it } from 'vitest';
import { japaneseVowels } from './japaneseVowels.js';

const range = (lengths: Int32Array) => [
  lengths.reduce((a, b) => Math.min(a, b)),
  lengths.reduce((a, b) => Math.max(a, b)),
];

it('loads utterances of variable length', async () => {
  const { train, test } = await japaneseVowels();
  expectTypeOf(train).toEqualTypeOf<Dataset<[29, 12]>>();
  expect([train.length, test.length]).toEqual([270, 370]);
  expect([train.shape, test.shape]).toEqual([
    [29, 12],
    [29, 12],
  ]);
  expect(range(train.lengths!)).toEqual([7, 26]);
  expect(range(test.lengths!)).toEqual([7, 29]);
  for (let speaker = 0; speaker < 9; speaker++) {
    expect(train.labels!.filter((label) => label === speaker)).toHaveLength(30);
  }
});

it('has the channels of a step beside each other and zeros after the end', async () => {
  const { train } = await japaneseVowels();
  expect(train.lengths![0]).toBe(20);
  const first = train.slice(0, 1).values;
  expect(first[0]).toBeCloseTo(1.860936, 6);
  expect(first[1]).toBeCloseTo(-0.207383, 6);
  expect(first[12]).toBeCloseTo(1.891651, 6);
  expect(first[19 * 12]).toBeCloseTo(1.261441, 6);
  expect(first.subarray(20 * 12).every((value) => value === 0)).toBe(true);
});
