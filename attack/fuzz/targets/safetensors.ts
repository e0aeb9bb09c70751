import { decodeSafetensors, encodeSafetensors, type SafeTensor } from '@autoencoder-zoo/core';
import { encoded, damageBytes, joined } from '../damage.js';
import { damageJson, textOf, type Json } from '../json.js';
import { Violation, type Edit, type Target } from '../target.js';

/** A safetensors file in two: its header, and the values. */
export interface Parts {
  readonly header: Json;
  readonly values: Uint8Array;
}

/** Takes a file apart. */
export function partsOf(bytes: Uint8Array): Parts {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Json;
  return { header, values: bytes.subarray(8 + length) };
}

/** Puts a file together. */
export function fileOf(header: string, values: Uint8Array): Uint8Array {
  const text = encoded(header);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return joined(length, text, values);
}

const file = 'the-file.safetensors';

const tensors = new Map<string, SafeTensor>([
  ['a', { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }],
  ['b/c', { data: Int32Array.of(1, 2), shape: [2] }],
  ['d', { data: Float64Array.of(1), shape: [] }],
  ['u', { data: Uint8Array.of(1, 2, 3), shape: [3] }],
]);

/** The format itself: headers and values have to agree. */
export const safetensors: Target<Uint8Array> = {
  name: 'safetensors',
  quickly: 400,
  named: new RegExp(file),
  setUp() {
    const good: Uint8Array = encodeSafetensors(tensors, { made: 'here' });
    const { header, values } = partsOf(good);
    return Promise.resolve({
      draw(draw) {
        if (draw.below(2) === 0) return { start: good, edits: damageBytes(draw) };
        const edits = damageJson(draw, header).map(onHeader(values));
        return { start: fileOf(textOf(header), values), edits };
      },
      attempt(bytes) {
        const read = decodeSafetensors(bytes, file);
        for (const [name, { data, shape }] of read.tensors) {
          const size = shape.reduce((product, axis) => product * axis, 1);
          if (size === data.length) continue;
          throw new Violation(`${name} has ${data.length} values for [${shape.join(', ')}]`);
        }
        return Promise.resolve();
      },
      contents: (bytes) => bytes,
    });
  },
};

function onHeader(values: Uint8Array) {
  return (edit: Edit<Json>) => (bytes: Uint8Array) =>
    fileOf(textOf(edit(partsOf(bytes).header)), values);
}
