import { existsSync } from 'node:fs';
import { expect, expectTypeOf, it } from 'vitest';
import type { Dataset } from '@autoencoder-zoo/core';
import { fashionMnist } from './fashionMnist.js';

const installed = existsSync('/usr/share/datasets/fashion-mnist');
if (!installed) console.warn('FASHION-MNIST IS NOT READ: install dataset-fashion-mnist of Debian');

it.skipIf(!installed)("reads the files of Debian's package", async () => {
  const { train, test } = await fashionMnist({ shape: [28, 28] });
  expectTypeOf(train).toEqualTypeOf<Dataset<readonly [28, 28]>>();
  expect([train.length, test.length]).toEqual([60_000, 10_000]);
  expect(train.values).toBeInstanceOf(Uint8Array);
  for (let label = 0; label < 10; label++) {
    expect(train.labels!.filter((other) => other === label)).toHaveLength(6000);
  }
  expect(train.labelNames![train.labels![0]]).toBe('Ankle boot');
  expect(test.labelNames![test.labels![1]]).toBe('Pullover');
});

it('names a folder without the files', async () => {
  await expect(fashionMnist({ folder: import.meta.dirname })).rejects.toThrow(
    /expected the file train-images-idx3-ubyte or train-images-idx3-ubyte\.gz/,
  );
});
