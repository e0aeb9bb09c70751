import { join } from 'node:path';
import { shaped } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { readValue, storeValue } from './store.js';
import { temporaryFolder } from './testing/folder.js';

const folder = temporaryFolder();

it('gives back what it got, bit by bit', async () => {
  const value = {
    number: 0.1 + 0.2,
    odd: [NaN, -Infinity, -0],
    nested: [{ text: 'ä', truth: false, nothing: null }],
    array: Float64Array.of(1 / 3, 2),
    codes: shaped(Float32Array.of(1, 2, 3, 4), [2, 2]),
  };
  const path = join(folder, 'value.safetensors');
  await storeValue(path, value);
  const { found, value: read } = await readValue(path);
  expect(found).toBe(true);
  expect(read).toEqual(value);
  expect((read as typeof value).codes.shape).toEqual([2, 2]);
});

it('tells a stored nothing from nothing stored', async () => {
  const path = join(folder, 'nothing.safetensors');
  expect(await readValue(path)).toEqual({ found: false });
  await storeValue(path, undefined);
  expect(await readValue(path)).toEqual({ found: true, value: null });
});

it('says where it finds what it cannot keep', async () => {
  const path = join(folder, 'map.safetensors');
  await expect(storeValue(path, { a: [1, new Map()] })).rejects.toThrow(
    'value.a[1] cannot be stored: expected plain objects and arrays of numbers, texts, truth values and typed arrays, but got Map',
  );
});
