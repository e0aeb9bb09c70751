import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { encodeNpy } from '../codes/encodeNpy.js';

/** A new folder, removed after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aezoo-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Little pictures from 0 to 1: bumps at places along two lines, `[count, size]`. */
export function bumps(count: number, size: number): Float32Array {
  return Float32Array.from({ length: count * size }, (_, index) => {
    const place = ((7 * Math.floor(index / size)) % count) / count;
    return Math.exp(-30 * ((index % size) / size - place) ** 2);
  });
}

/** Writes bumps as an NPY file. */
export function writeBumps(path: string, count: number, shape: readonly number[]): void {
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  writeFileSync(path, encodeNpy(bumps(count, size), [count, ...shape]));
}
