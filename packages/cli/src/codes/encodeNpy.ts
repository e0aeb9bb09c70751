/**
 * Bytes of a NumPy file, version 1.0, of little-endian float32 values in row-major order
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
 */
export function encodeNpy(values: Float32Array, shape: readonly number[]): Uint8Array {
  const tuple = `(${shape.map((dimension) => `${dimension},`).join(' ')})`;
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const prefix = 10;
  const padded = Math.ceil((prefix + header.length + 1) / 64) * 64 - prefix;
  const bytes = new Uint8Array(prefix + padded + values.byteLength);
  bytes.set([0x93, ...ascii('NUMPY'), 1, 0, padded & 0xff, padded >> 8]);
  bytes.set(ascii(`${header.padEnd(padded - 1)}\n`), prefix);
  const view = new DataView(bytes.buffer, prefix + padded);
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return bytes;
}

const ascii = (text: string) => new TextEncoder().encode(text);
