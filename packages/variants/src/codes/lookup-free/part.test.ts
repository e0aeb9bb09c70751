import { fit } from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { expect, it } from 'vitest';
import { samples, withParts } from '../../testing/models.js';
import { lookupFreeCode } from './part.js';

const data = samples(256);

it('gives signs, and the number that their bits make', async () => {
  const model = withParts({ code: lookupFreeCode({ dim: 5, positions: 2 }) });
  const codes = await model.encode(data);
  const indices = await model.describe(data, 'indices');
  expect(new Set(codes)).toEqual(new Set([-1, 1]));
  for (const [i, number] of indices.entries()) {
    const bits = Array.from(codes.subarray(5 * i, 5 * i + 5), (sign) => (sign + 1) / 2);
    expect(number).toBe(bits.reduce((sum, bit, j) => sum + bit * 2 ** j, 0));
  }
  const decoded = await model.sample(16);
  expect(new Set(decoded).size).toBeGreaterThan(15 * 8);
  model.dispose();
});

it('uses more vectors, the heavier the entropy', async () => {
  const used = async (entropy: number) => {
    const model = withParts({ code: lookupFreeCode({ dim: 6, entropy }) });
    const optimiser = adam({ learningRate: 0.01 });
    await fit(model, data, { epochs: 40, batchSize: 64, seed: 1, optimiser });
    const indices = await model.describe(data, 'indices');
    model.dispose();
    return new Set(indices).size;
  };
  expect(await used(1)).toBeGreaterThan(1.5 * (await used(0)));
});

it('refuses groups that do not divide the bits, and too many bits', () => {
  expect(() => lookupFreeCode({ dim: 6, group: 4 })).toThrow('expected a divisor of `dim`');
  expect(() => lookupFreeCode({ dim: 31 })).toThrow('option "dim"');
});
