import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Dataset } from '@autoencoder-zoo/core';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { mnist } from './mnist.js';
import { DataFileError } from './readers/dataFileError.js';

const countsOf = ({ labels }: Dataset) =>
  Array.from({ length: 10 }, (_, digit) => labels!.filter((label) => label === digit).length);

describe('mnist', () => {
  it('holds the known digits as bytes', async () => {
    const { train, test } = await mnist();
    expectTypeOf(train).toEqualTypeOf<Dataset<[784]>>();
    expect([train.length, test.length]).toEqual([60_000, 10_000]);
    expect(train.values).toBeInstanceOf(Uint8Array);
    expect(countsOf(train)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(countsOf(test)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect(Array.from(train.labels!.subarray(0, 8))).toEqual([5, 0, 4, 1, 9, 2, 1, 3]);
    expect(train.labelNames?.[7]).toBe('7');
    expect([train.name, test.name]).toEqual(['mnist/train', 'mnist/test']);
  });

  it('stands for 0 to 1, on average 0.1307', async () => {
    const { train } = await mnist();
    const pixels = new Float32Array(1000 * 784);
    train.read(
      Int32Array.from({ length: 1000 }, (_, index) => index),
      pixels,
    );
    const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
    expect(mean).toBeCloseTo(0.1307, 2);
    expect(pixels.reduce((a, b) => Math.max(a, b))).toBe(1);
  });

  it('has the shape that is asked for, in the type as well', async () => {
    const { test } = await mnist({ shape: [28, 28, 1] });
    expectTypeOf(test).toEqualTypeOf<Dataset<readonly [28, 28, 1]>>();
    expect(test.shape).toEqual([28, 28, 1]);
    await expect(mnist({ shape: [100] })).rejects.toThrow(/784 values and cannot become \[100\]/);
  });

  it('loads quickly', async () => {
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const start = performance.now();
      await mnist();
      times.push(performance.now() - start);
    }
    expect(Math.min(...times)).toBeLessThan(150);
  });
});

describe('mnist from a folder', () => {
  const header = [0, 0, 8];
  const image = Uint8Array.from([
    ...header,
    3,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    28,
    0,
    0,
    0,
    28,
    ...Array<number>(784).fill(7),
  ]);
  const label = Uint8Array.from([...header, 1, 0, 0, 0, 1, 3]);
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mnist-'));
    await writeFile(join(folder, 'train-images-idx3-ubyte'), image);
    await writeFile(join(folder, 'train-labels-idx1-ubyte'), label);
    await writeFile(join(folder, 't10k-images-idx3-ubyte.gz'), gzipSync(image));
    await writeFile(join(folder, 't10k-labels-idx1-ubyte.gz'), gzipSync(label));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('takes the files of that folder', async () => {
    const { train, test } = await mnist({ folder });
    expect([train.length, test.length]).toEqual([1, 1]);
    expect(test.values).toEqual(new Uint8Array(784).fill(7));
    expect(test.labels).toEqual(Int32Array.of(3));
  });

  it('names the file that is damaged or missing', async () => {
    const path = join(folder, 'train-images-idx3-ubyte');
    await writeFile(path, image.subarray(0, 500));
    await expect(mnist({ folder })).rejects.toThrow(DataFileError);
    await expect(mnist({ folder })).rejects.toThrow(`${path}: expected 800 bytes`);
    await rm(path);
    await expect(mnist({ folder })).rejects.toThrow(
      `${folder}: expected the file train-images-idx3-ubyte or train-images-idx3-ubyte.gz in it`,
    );
  });
});
