import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataFileError } from './dataFileError.js';
import { decompress } from './decompress.js';

const text = new TextEncoder().encode('a text '.repeat(1000));
const packed = new Uint8Array(gzipSync(text));

describe.each(['node', 'browser'])('decompress (%s)', (platform) => {
  const onPlatform = async (bytes: Uint8Array) => {
    if (platform === 'browser') vi.stubGlobal('process', undefined);
    return decompress(bytes, 'a.gz').finally(() => vi.unstubAllGlobals());
  };
  afterEach(() => vi.unstubAllGlobals());

  it('unpacks gzip', async () => {
    expect(Array.from(await onPlatform(packed))).toEqual(Array.from(text));
  });

  it('leaves other bytes as they are', async () => {
    expect(await onPlatform(text)).toBe(text);
  });

  it.each([
    ['truncated', packed.subarray(0, packed.length - 12)],
    ['corrupt', packed.with(packed.length - 6, 1)],
  ])('refuses a %s file', async (_, bytes) => {
    await expect(onPlatform(bytes)).rejects.toThrow(DataFileError);
    await expect(onPlatform(bytes)).rejects.toThrow(/^a\.gz: expected a complete gzip file/);
  });
});
