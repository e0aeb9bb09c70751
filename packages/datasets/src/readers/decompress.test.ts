import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { withoutNode } from '../testing/withoutNode.js';
import { DataFileError } from './dataFileError.js';
import { decompress } from './decompress.js';

const text = new TextEncoder().encode('a text '.repeat(1000));
const packed = new Uint8Array(gzipSync(text));

describe.each(['node', 'browser'])('decompress (%s)', (platform) => {
  const onPlatform = (bytes: Uint8Array) => {
    const run = () => decompress(bytes, 'a.gz');
    return platform === 'browser' ? withoutNode(run) : run();
  };

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
