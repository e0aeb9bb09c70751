/** Arrays that a safetensors file can hold: F32, F64, I32, I64 and U8. */
export type SafeTensorValues =
  Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array;

/** Values with a shape, in row-major order. */
export interface SafeTensor {
  readonly data: SafeTensorValues;
  readonly shape: readonly number[];
}

/** The array of each element type, by its name in the file. */
export const arrays = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  I64: BigInt64Array,
  U8: Uint8Array,
};

/** Name of an element type in the file. */
export type TypeName = keyof typeof arrays;

/** Names of all element types. */
export const typeNames = Object.keys(arrays) as TypeName[];

/** Entry of the header that holds free text instead of a tensor. */
export const METADATA = '__metadata__';

/** Bytes of the number at the start of the file, which is the length of the header. */
export const LENGTH_BYTES = 8;

/** Most bytes of a header, as the format has it. */
export const HEADER_BYTES = 100_000_000;

/** Number of elements of a shape: 1 for a scalar, infinite where it is too large to be counted. */
export function lengthOf(shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  return length <= Number.MAX_SAFE_INTEGER ? length : Infinity;
}
