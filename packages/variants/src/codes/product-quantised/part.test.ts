import { fit } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { samples, withParts } from '../../testing/models.js';
import { productQuantisedCode } from './part.js';

const data = samples(100);

it('is the entries that it tells of, side by side', async () => {
  const code = productQuantisedCode({ groups: 2, entries: 6, dim: 4, positions: 3 });
  const model = withParts({ code });
  await fit(model, data, { epochs: 2, seed: 1 });
  const codes = await model.encode(data);
  const indices = await model.describe(data, 'indices');
  expect(indices).toHaveLength(100 * 3 * 2);
  const books = [0, 1].map((group) =>
    model.variables.find(({ name }) => name === `code/${group}/codebook`)!.variable.dataSync(),
  );
  codes.forEach((value, i) => {
    const [vector, group, place] = [Math.floor(i / 4), Math.floor((i % 4) / 2), i % 2];
    expect(value).toBe(books[group][2 * indices[2 * vector + group] + place]);
  });
  expect(new Set(indices.filter((_, i) => i % 2 === 0)).size).toBeGreaterThan(2);
  model.dispose();
});

it('refuses pieces of unequal size', () => {
  expect(() => productQuantisedCode({ groups: 3, dim: 4 })).toThrow('a divisor of `dim`');
});
