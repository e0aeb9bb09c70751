import { Dataset } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { inputShape, samples, withParts } from '../../testing/models.js';
import { swapNoise } from './part.js';

const rows = 300;
const size = 15;
/** Values that say in which column and row they stand. */
const data = samples(rows).with({
  values: Float32Array.from({ length: rows * size }, (_, i) => (i % size) + i / size / 1000),
});

it.each([0.15, 0.6])('replaces a share of %d by values of the same column', async (rate) => {
  const model = withParts({ corruption: swapNoise({ rate }) });
  const damaged = await model.corrupt(data);
  model.dispose();
  expect(damaged.shape).toEqual([rows, ...inputShape]);
  expect(damaged.every((value, i) => Math.floor(value) === i % size)).toBe(true);
  // Another row is another one: what is drawn is never the value itself.
  const changed = damaged.filter((value, i) => value !== data.values[i]).length;
  expect(changed / damaged.length).toBeCloseTo(rate, 1);
});

it('replaces by the mean of the batch', async () => {
  const model = withParts({ corruption: swapNoise({ rate: 1, by: 'mean' }) });
  const few = samples(4);
  const damaged = await model.corrupt(few);
  model.dispose();
  damaged.forEach((value, i) => {
    const mean =
      [0, 1, 2, 3].reduce((sum, row) => sum + few.values[row * size + (i % size)], 0) / 4;
    expect(value).toBeCloseTo(mean, 5);
  });
});

it('leaves the only sample of a batch as it is', async () => {
  const model = withParts({ corruption: swapNoise({ rate: 1 }) });
  const one: Dataset<typeof inputShape> = samples(1);
  expect(Array.from(await model.corrupt(one))).toEqual(Array.from(one.values, Math.fround));
  model.dispose();
});
