import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DataFileError } from './dataFileError.js';
import { readIdx } from './idx.js';

/** An IDX file of the given type byte, shape and big-endian elements. */
function idx(type: number, shape: number[], elements: number[]): Uint8Array {
  const sizes = shape.flatMap((size) => [0, 0, size >> 8, size & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...sizes, ...elements]);
}

describe('readIdx', () => {
  it.each([
    [0x08, [7, 255], Uint8Array.of(7, 255)],
    [0x09, [7, 255], Int8Array.of(7, -1)],
    [0x0b, [1, 2, 0xff, 0xfe], Int16Array.of(258, -2)],
    [0x0c, [0, 1, 0, 0, 0xff, 0xff, 0xff, 0xff], Int32Array.of(65536, -1)],
    [0x0d, [0x3f, 0x80, 0, 0, 0xc0, 0x20, 0, 0], Float32Array.of(1, -2.5)],
    [0x0e, [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0x04, 0, 0, 0, 0, 0, 0], Float64Array.of(1, -2.5)],
  ])('reads elements of type %i', async (type, elements, values) => {
    expect(await readIdx(idx(type, [2, 1], elements), 'a')).toEqual({ shape: [2, 1], values });
  });

  it('reads gzip, and views unsigned bytes without a copy', async () => {
    const file = idx(8, [1, 3], [1, 2, 3]);
    const { values } = await readIdx(file, 'a');
    expect(values.buffer).toBe(file.buffer);
    const { values: unpacked } = await readIdx(gzipSync(file), 'a.gz');
    expect(unpacked).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('reads a file that begins in the middle of a buffer', async () => {
    const file = Uint8Array.from([9, 9, 9, ...idx(0x0b, [1], [1, 2])]).subarray(3);
    expect((await readIdx(file, 'a')).values).toEqual(Int16Array.of(258));
  });

  it.each([
    [
      'truncated data',
      idx(8, [2, 2], [1, 2, 3]),
      '16 bytes for a header and a uint8 array of shape [2, 2]',
      '15; the file is truncated',
    ],
    ['too much data', idx(8, [2], [1, 2, 3]), '10 bytes', '11; the file is too long'],
    ['a truncated header', idx(8, [2, 2], []).subarray(0, 9), 'a whole header', '9 bytes'],
    [
      'an unknown type',
      idx(10, [1], [1]),
      'an IDX file',
      'a file that starts with the bytes 00 00 0a 01',
    ],
    ['no axes', Uint8Array.of(0, 0, 8, 0, 1), 'at least one axis', '00 00 08 00 01'],
    [
      'NaN',
      idx(0x0d, [2, 1], [0x3f, 0x80, 0, 0, 0x7f, 0xc0, 0, 0]),
      'finite numbers',
      'NaN in sample 1, position 0',
    ],
    ['no samples', idx(8, [0, 2], []), 'at least one sample', 'shape [0, 2]'],
    ['a web page', new TextEncoder().encode('<!DOCTYPE html>'), 'an IDX file', 'an HTML page'],
    ['an empty file', new Uint8Array(), 'an IDX file', 'an empty file'],
  ])('refuses %s', async (_, bytes, expected, found) => {
    const error: unknown = await readIdx(bytes, 'some/images').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataFileError);
    const fault = error as DataFileError;
    expect(fault.file).toBe('some/images');
    expect(fault.expected).toContain(expected);
    expect(fault.found).toContain(found);
    expect(fault.message).toBe(`some/images: expected ${fault.expected}, but found ${fault.found}`);
  });
});
