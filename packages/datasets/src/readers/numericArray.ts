import type { DatasetValues } from '@autoencoder-zoo/core';

/** An array of numbers with a shape, in the type that its file stores. */
export interface NumericArray {
  /** `product(shape)` values in row-major order. */
  readonly values: DatasetValues;
  /** Size of each axis; the first one counts the samples. */
  readonly shape: readonly number[];
}

/** How the elements of a binary file are stored and what they are read into. */
interface ElementFormat {
  readonly bytes: number;
  readonly Values: new (length: number) => DatasetValues;
  readonly read: (view: DataView, offset: number, littleEndian: boolean) => number;
}

/**
 * The element types of IDX and NPY files. Types that no `DatasetValues` has (`uint32`, `int64`,
 * `uint64`) are read as `float64`, which is exact up to 2^53.
 */
export const ELEMENT_FORMATS = {
  uint8: { bytes: 1, Values: Uint8Array, read: (view, at) => view.getUint8(at) },
  int8: { bytes: 1, Values: Int8Array, read: (view, at) => view.getInt8(at) },
  uint16: { bytes: 2, Values: Uint16Array, read: (view, at, le) => view.getUint16(at, le) },
  int16: { bytes: 2, Values: Int16Array, read: (view, at, le) => view.getInt16(at, le) },
  int32: { bytes: 4, Values: Int32Array, read: (view, at, le) => view.getInt32(at, le) },
  uint32: { bytes: 4, Values: Float64Array, read: (view, at, le) => view.getUint32(at, le) },
  int64: {
    bytes: 8,
    Values: Float64Array,
    read: (view, at, le) => Number(view.getBigInt64(at, le)),
  },
  uint64: {
    bytes: 8,
    Values: Float64Array,
    read: (view, at, le) => Number(view.getBigUint64(at, le)),
  },
  float32: { bytes: 4, Values: Float32Array, read: (view, at, le) => view.getFloat32(at, le) },
  float64: { bytes: 8, Values: Float64Array, read: (view, at, le) => view.getFloat64(at, le) },
} as const satisfies Record<string, ElementFormat>;

/** Name of an element type. */
export type ElementType = keyof typeof ELEMENT_FORMATS;

/** The same memory as a plain `Uint8Array`, where Node gave its subclass `Buffer`. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.constructor === Uint8Array) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Reads all of `bytes` as elements of one type; single bytes are not copied. */
export function readElements(
  bytes: Uint8Array,
  type: ElementType,
  littleEndian: boolean,
): DatasetValues {
  if (type === 'uint8') return plainBytes(bytes);
  const format: ElementFormat = ELEMENT_FORMATS[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new format.Values(bytes.length / format.bytes);
  for (let i = 0; i < values.length; i++) {
    values[i] = format.read(view, i * format.bytes, littleEndian);
  }
  return values;
}
