import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encode } from 'fast-png';
import { UsageError } from '../errors.js';
import type { Image } from './grid.js';

/** Bytes of a PNG file. */
export function encodePng({ data, width, height, channels }: Image): Uint8Array {
  return encode({ data, width, height, channels: channels, depth: 8 });
}

/** Writes a PNG file, and its folder if need be. */
export async function writePng(path: string, image: Image): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, encodePng(image));
}

/**
 * Refuses names of other files before anything is computed.
 *
 * @throws UsageError
 */
export function expectPng(path: string): void {
  if (!/\.png$/i.test(path)) {
    throw new UsageError(`--out ${path}: expected a name that ends with .png`);
  }
}
