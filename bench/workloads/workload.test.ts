import { expect, it } from 'vitest';
import { pixels, productOperations, sampleCount } from './workload.js';
import { workloads } from './index.js';

it('counts three products of each dense layer, but two of the first', () => {
  // 2 * 10 * (3 * (4 * 3 + 3 * 4) - 4 * 3)
  expect(productOperations([4, 3, 4], 10)).toBe(1200);
});

it('has whole batches only', () => {
  expect(sampleCount({ batchSize: 128 })).toBe(59_904);
  expect(sampleCount({ batchSize: 100 })).toBe(60_000);
});

it('gives bytes, read as numbers from 0 to 1', () => {
  const small = { ...workloads[0], input: [3], batchSize: 60_000 };
  const { values, length, scale } = pixels(small);
  expect(values).toBeInstanceOf(Uint8Array);
  expect(length).toBe(60_000);
  expect(scale).toBeCloseTo(1 / 255, 12);
  expect(new Set(values).size).toBe(256);
});

it('names each workload once', () => {
  const names = workloads.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
