import { extname } from 'node:path';
import type { ShapedArray } from '@autoencoder-zoo/core';
import { writeFileAtomically } from '@autoencoder-zoo/core/files/node';
import { UsageError } from '../errors.js';

type Encode = (codes: ShapedArray) => Promise<Uint8Array | string>;

const formats: Readonly<Record<string, Encode | undefined>> = {
  '.npy': async (codes) => (await import('./encodeNpy.js')).encodeNpy(codes, codes.shape),
  '.csv': async (codes) => (await import('./encodeCsv.js')).encodeCsv(codes, columnsOf(codes)),
  '.parquet': async (codes) =>
    (await import('./parquet.js')).encodeParquet(codes, columnsOf(codes)),
};

/**
 * How codes are written to a path, whose ending tells the format.
 *
 * @throws UsageError if it is none of `.npy`, `.csv` and `.parquet`.
 */
export function codesWriter(path: string): (codes: ShapedArray) => Promise<void> {
  const encode = formats[extname(path).toLowerCase()];
  if (!encode) {
    throw new UsageError(`--out ${path}: expected a name that ends with .npy, .csv or .parquet`);
  }
  return async (codes) => writeFileAtomically(path, await encode(codes));
}

/** `z0`, `z1` and so on: one column for each number of a code. */
function columnsOf({ length, shape }: ShapedArray): string[] {
  return Array.from({ length: length / shape[0] }, (_, index) => `z${index}`);
}
