import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors } from './decode.js';
import { encodeSafetensors } from './encode.js';
import type { SafeTensor } from './safeTensor.js';

const fixture = (name: string) => new URL(`../testing/${name}.safetensors`, import.meta.url);

/** The same tensors as in `../testing/check_python.py`. */
const tensors = new Map<string, SafeTensor>([
  ['flags', { data: new Uint8Array([1, 0, 255]), shape: [3] }],
  ['weights/kernel', { data: new Float32Array([1.5, -2, 3.25, 0, -0, 1e-30]), shape: [2, 3] }],
  ['größe', { data: new Float64Array([0.1, -1e300]), shape: [2, 1, 1] }],
  ['steps', { data: new Int32Array([7]), shape: [] }],
  ['counters', { data: new BigInt64Array([-(2n ** 62n), 3n]), shape: [2] }],
  ['empty', { data: new Float32Array(0), shape: [0, 4] }],
]);
const metadata = { format: 'test', note: 'ä' };

/** A file made of a header and a number of value bytes. */
function file(header: unknown, values: number): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + text.length + values);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (from: number, to: number, changes = {}) => ({
  dtype: 'F32',
  shape: [(to - from) / 4],
  data_offsets: [from, to],
  ...changes,
});

describe('safetensors', () => {
  it('reads what Python wrote', () => {
    const decoded = decodeSafetensors(readFileSync(fixture('python')), 'python');
    expect(new Map([...decoded.tensors].sort())).toEqual(new Map([...tensors].sort()));
    expect(decoded.metadata).toEqual(metadata);
  });

  // `../testing/check_python.py` has checked that Python reads these bytes.
  it('writes the bytes that Python was found to read', () => {
    const bytes = encodeSafetensors(tensors, metadata);
    if (process.env['UPDATE']) writeFileSync(fixture('ours'), bytes);
    expect(bytes).toEqual(new Uint8Array(readFileSync(fixture('ours'))));
  });

  it('gives back what was written, in its order and in memory of its own', () => {
    const bytes = encodeSafetensors(tensors, metadata);
    const shifted = new Uint8Array(bytes.length + 1).subarray(1);
    shifted.set(bytes);
    for (const source of [bytes, Buffer.from(bytes), shifted]) {
      const decoded = decodeSafetensors(source, 'x');
      expect([...decoded.tensors]).toEqual([...tensors]);
      for (const { data } of decoded.tensors.values()) {
        expect(data.buffer).not.toBe(source.buffer);
        expect(data.buffer.byteLength).toBe(data.byteLength);
      }
    }
    expect(decodeSafetensors(encodeSafetensors(new Map()), 'x')).toEqual({
      tensors: new Map(),
      metadata: {},
    });
  });

  it('writes views and names with a meaning in JavaScript', () => {
    const data = new Float32Array([1, 2, 3, 4]).subarray(1, 3);
    const odd = new Map([['__proto__', { data, shape: [2] }]]);
    expect(decodeSafetensors(encodeSafetensors(odd), 'x').tensors).toEqual(odd);
  });

  it('aligns the header and every array', () => {
    for (let length = 0; length < 9; length++) {
      const bytes = encodeSafetensors(tensors, { pad: 'x'.repeat(length) });
      const start = 8 + new DataView(bytes.buffer).getUint32(0, true);
      expect(start % 8).toBe(0);
      const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start))) as Record<
        string,
        { data_offsets?: [number, number] }
      >;
      for (const [name, { data }] of tensors) {
        expect(header[name].data_offsets![0] % data.BYTES_PER_ELEMENT).toBe(0);
      }
    }
  });

  it.each<[string, SafeTensor, string]>([
    ['a', { data: new Float32Array(5), shape: [2, 3] }, '5 values, but its shape [2, 3] has 6'],
    ['__metadata__', { data: new Float32Array(1), shape: [1] }, 'cannot be named __metadata__'],
  ])('refuses to write tensor "%s" that is wrong', (name, tensor, message) => {
    expect(() => encodeSafetensors(new Map([[name, tensor]]))).toThrow(message);
  });

  it('refuses to write values of other types', () => {
    const data = new Uint16Array(1) as ArrayBufferView as Uint8Array;
    expect(() => encodeSafetensors(new Map([['a', { data, shape: [1] }]]))).toThrow(
      'tensor "a" is a Uint16Array, but can be one of Float32Array, Float64Array',
    );
  });

  it.each<[string, Uint8Array, string]>([
    ['no bytes', new Uint8Array(0), 'it has 0 bytes'],
    ['a short header', file({}, 0).subarray(0, 9), 'its header should end at byte 10'],
    ['a huge header', new Uint8Array(9).fill(255), 'its header should end at byte 18446744073709'],
    ['broken JSON', file('{"a":', 0), 'its header is no valid JSON'],
    ['broken UTF-8', file({ a: 1 }, 0).fill(255, 10, 11), 'its header is no valid JSON'],
    ['a list as header', file([], 0), 'its header is no JSON object'],
    ['a tensor twice', file('{"a":1,"b":2,"\\u0061":1}', 0), '"a" stands twice in one object'],
    ['deep nesting', file('{"a":' + '['.repeat(5e5) + ']'.repeat(5e5) + '}', 0), 'more than 100'],
    ['a spare field', file({ a: entry(0, 4, { x: 1 }) }, 4), 'and nothing else'],
    [
      'a shape that overflows',
      file({ a: entry(0, 4, { shape: [2 ** 27, 2 ** 27] }) }, 4),
      'needs Inf',
    ],
    ['metadata that is a list', file({ __metadata__: [] }, 0), 'its metadata is no JSON object'],
    ['metadata of numbers', file({ __metadata__: { a: 1 } }, 0), 'values that are no text'],
    ['an entry without shape', file({ a: { dtype: 'F32' } }, 0), 'tensor "a" needs dtype, shape'],
    ['a negative offset', file({ a: entry(-4, 0) }, 0), 'tensor "a" needs dtype, shape'],
    [
      'half floats',
      file({ a: entry(0, 4, { dtype: 'F16' }) }, 4),
      '"a" has type "F16"; convert it',
    ],
    ['a type of Object', file({ a: entry(0, 4, { dtype: 'toString' }) }, 4), 'type "toString"'],
    [
      'a wrong size',
      file({ a: entry(0, 8, { shape: [3] }) }, 8),
      'needs 12 bytes, but its offsets',
    ],
    ['a reversed span', file({ a: entry(8, 4, { shape: [1] }) }, 8), 'give it -4'],
    ['missing values', file({ a: entry(0, 8) }, 5), 'it may be truncated'],
    ['overlaps', file({ a: entry(0, 8), b: entry(4, 12) }, 12), '"b" begins at offset 4'],
    ['gaps', file({ a: entry(0, 4), b: entry(8, 12) }, 12), '"b" begins at offset 8'],
    ['spare bytes', file({ a: entry(0, 4) }, 6), 'its tensors need 4 bytes, but 6 are there'],
  ])('refuses a file with %s', (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes, 'model')).toThrow(message);
    expect(() => decodeSafetensors(bytes, 'model')).toThrow('model');
  });

  it('reads a hundred thousand tensors in a time that grows with their number', () => {
    const tensor = entry(0, 0);
    const many = Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`t${i}`, tensor]));
    const start = performance.now();
    expect(decodeSafetensors(file(many, 0), 'many').tensors.size).toBe(1e5);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('shows names from the file without control characters, and not at any length', () => {
    const name = `\u001b[31m\u009b${'x'.repeat(1e6)}`;
    const read = () => decodeSafetensors(file({ [name]: {} }, 0), 'model');
    expect(read).toThrow(/"\\u001b\[31m\\u009bx+\.\.\. needs dtype/);
  });

  it('notices truncation at every byte', () => {
    const bytes = encodeSafetensors(tensors, metadata);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSafetensors(bytes.subarray(0, length), 'cut')).toThrow('cut');
    }
  });
});
