import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { withoutNode } from '../testing/withoutNode.js';
import { DataFileError } from './dataFileError.js';
import { decompress, decompressSized, refuseBomb } from './decompress.js';

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

  it('stops at the limit', async () => {
    const run = () => decompress(packed, 'a.gz', { maximumBytes: text.length - 1 });
    const limited = platform === 'browser' ? withoutNode(run) : run();
    await expect(limited).rejects.toThrow(
      /^a\.gz: expected at most 6999 bytes once it is unpacked/,
    );
  });

  it.each([
    ['truncated', packed.subarray(0, packed.length - 12)],
    ['corrupt', packed.with(packed.length - 6, 1)],
  ])('refuses a %s file', async (_, bytes) => {
    await expect(onPlatform(bytes)).rejects.toThrow(DataFileError);
    await expect(onPlatform(bytes)).rejects.toThrow(/^a\.gz: expected a complete gzip file/);
  });
});

it('finds out that a text is a bomb before anything is made of it', async () => {
  const bomb = gzipSync('1,2\n'.repeat(500_000));
  await refuseBomb(bomb, 'a.gz', { maximumBytes: 2_000_000 });
  await expect(refuseBomb(bomb, 'a.gz', { maximumBytes: 1_999_999 })).rejects.toThrow(
    /^a\.gz: expected at most 1999999 bytes/,
  );
  await refuseBomb(Uint8Array.of(0x1f, 0x8b), 'a.gz', { maximumBytes: 1 });
});

describe('decompressSized', () => {
  const sized = (length: number) => decompressSized(packed, 'a.gz', () => length);

  it('unpacks as much as the file says, and no more', async () => {
    expect(await sized(text.length)).toEqual(text);
    await expect(sized(10)).rejects.toThrow(
      'a.gz: expected 10 bytes as its header says, but found more',
    );
  });

  it('gets no memory for what the file cannot hold', async () => {
    expect(await sized(2 ** 31 - 1)).toEqual(text);
    await expect(sized(2 ** 40)).rejects.toThrow(/a\.gz: expected at most 2147483648 bytes/);
  });
});
