import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DataFileError } from './dataFileError.js';
import { readNpy } from './npy.js';

interface Header {
  descr?: string;
  order?: string;
  shape?: string;
  version?: number;
}

/** An NPY file as numpy writes it. */
function npy(data: ArrayBufferView, header: Header = {}): Uint8Array {
  const { descr = "'<f4'", order = 'False', shape = '(2, 2)', version = 1 } = header;
  const text = `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const sizeBytes = version === 1 ? 2 : 4;
  const length = Math.ceil((8 + sizeBytes + text.length + 1) / 64) * 64 - 8 - sizeBytes;
  const size = version === 1 ? [length & 255, length >> 8] : [length & 255, length >> 8, 0, 0];
  const padded = new TextEncoder().encode(text.padEnd(length - 1) + '\n');
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const magic = [0x93, ...new TextEncoder().encode('NUMPY'), version, 0];
  return Uint8Array.from([...magic, ...size, ...padded, ...bytes]);
}

describe('readNpy', () => {
  it.each([
    ["'<f4'", Float32Array.of(1, -2.5, 3, 4), Float32Array.of(1, -2.5, 3, 4)],
    ["'<f8'", Float64Array.of(1, -2.5, 3, 4), Float64Array.of(1, -2.5, 3, 4)],
    ["'|u1'", Uint8Array.of(1, 2, 3, 255), Uint8Array.of(1, 2, 3, 255)],
    ["'|b1'", Uint8Array.of(1, 0, 0, 1), Uint8Array.of(1, 0, 0, 1)],
    ["'|i1'", Int8Array.of(1, -2, 3, 4), Int8Array.of(1, -2, 3, 4)],
    ["'<i2'", Int16Array.of(1, -2, 3, 4), Int16Array.of(1, -2, 3, 4)],
    ["'<u2'", Uint16Array.of(1, 2, 3, 65535), Uint16Array.of(1, 2, 3, 65535)],
    ["'<i4'", Int32Array.of(1, -2, 3, 4), Int32Array.of(1, -2, 3, 4)],
    ["'<u4'", Uint32Array.of(1, 2, 3, 2 ** 32 - 1), Float64Array.of(1, 2, 3, 2 ** 32 - 1)],
    ["'<i8'", BigInt64Array.of(1n, -2n, 3n, 4n), Float64Array.of(1, -2, 3, 4)],
    ["'<u8'", BigUint64Array.of(1n, 2n, 3n, 4n), Float64Array.of(1, 2, 3, 4)],
    ["'>i2'", Uint8Array.of(0, 1, 0xff, 0xfe, 0, 3, 0, 4), Int16Array.of(1, -2, 3, 4)],
  ])('reads %s', async (descr, data, values) => {
    expect(await readNpy(npy(data, { descr }), 'a.npy')).toEqual({ shape: [2, 2], values });
  });

  it('reads one axis, versions 2 and 3, and gzip', async () => {
    const data = Float32Array.of(1, 2, 3, 4);
    for (const version of [1, 2, 3]) {
      const file = npy(data, { shape: '(4,)', version });
      expect(await readNpy(gzipSync(file), 'a.npy.gz')).toEqual({ shape: [4], values: data });
    }
  });

  it('takes Fortran order where it makes no difference', async () => {
    const file = npy(Float32Array.of(1, 2), { shape: '(2,)', order: 'True' });
    expect((await readNpy(file, 'a')).shape).toEqual([2]);
  });

  const four = Float32Array.of(1, 2, 3, 4);
  it.each([
    ['Fortran order', npy(four, { order: 'True' }), /in C order.*numpy\.ascontiguousarray/],
    ['objects', npy(four, { descr: "'|O'" }), /one of the types.*"\|O"/],
    ['records', npy(four, { descr: "[('x', '<f4'), ('y', '<f4')]" }), /found \[\["x"/],
    ['complex numbers', npy(four, { descr: "'<c8'" }), /one of the types b1.*"<c8"/],
    ['half precision', npy(four, { descr: "'<f2'" }), /"<f2"; convert them first/],
    ['truncated data', npy(four).slice(0, -1), /144 bytes .*found 143; the file is trunc/],
    [
      'too much data',
      npy(four, { shape: '(1, 2)' }),
      /136 bytes .*found 144; the file is too long/,
    ],
    ['a truncated header', npy(four).slice(0, 40), /a whole header.*40 bytes/],
    ['another version', npy(four, { version: 4 }), /version 1, 2 or 3.*version 4/],
    ['a header without shape', npy(four, { shape: 'None' }), /a header with 'descr'/],
    ['a zip archive (.npz)', Uint8Array.from(Buffer.from('PK\x03\x04 and so on')), /a zip archive/],
    [
      'NaN',
      npy(Float32Array.of(1, 2, 3, NaN)),
      /finite numbers, but found NaN in sample 1, position 1;/,
    ],
    [
      'infinity',
      npy(Float64Array.of(1, -Infinity), { descr: "'<f8'", shape: '(2, 1, 1)' }),
      /found -Infinity in sample 1, position \[0, 0\]/,
    ],
    [
      'a scalar',
      npy(Float32Array.of(1), { shape: '()' }),
      /first axis counts at least one sample.*\[\]/,
    ],
    ['no samples', npy(new Float32Array(), { shape: '(0, 3)' }), /at least one sample.*\[0, 3\]/],
    ['a negative size', npy(four, { shape: '(-2, -2)' }), /a header with 'descr'/],
    ['more than fits any memory', npy(four, { shape: '(1000000000000,)' }), /4000000000128 bytes/],
    [
      'integers beyond 2^53',
      npy(BigInt64Array.of(1n, 2n ** 60n, 1n, 1n), { descr: "'<i8'" }),
      /in sample 0, position 1/,
    ],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(readNpy(bytes, 'a.npy')).rejects.toThrow(DataFileError);
    await expect(readNpy(bytes, 'a.npy')).rejects.toThrow(/^a\.npy: expected/);
    await expect(readNpy(bytes, 'a.npy')).rejects.toThrow(message);
  });

  it.each([
    ['blanks', `{'descr':${' '.repeat(60_000)}`],
    ['repetitions', "'descr': ".repeat(7000)],
    ['brackets', '['.repeat(60_000)],
    ['commas', `{'descr': (${', '.repeat(25_000)}`],
  ])('refuses a header full of %s at once', async (_, text) => {
    const header = new TextEncoder().encode(text);
    const start = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0];
    const file = Uint8Array.from([...start, header.length & 255, header.length >> 8, ...header]);
    const begin = performance.now();
    await expect(readNpy(file, 'a.npy')).rejects.toThrow(/^a\.npy: expected a header with 'descr'/);
    expect(performance.now() - begin).toBeLessThan(500);
  });

  it('shows no codes of a header that a terminal obeys', async () => {
    const fault: unknown = await readNpy(npy(four, { descr: "'\x1b[2J'" }), 'a').catch(String);
    expect(fault).not.toMatch(/\p{Cc}/u);
  });
});
