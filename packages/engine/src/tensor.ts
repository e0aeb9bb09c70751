/** Element types that cross the boundary of a compiled step. */
export type DataType = 'float32' | 'int32' | 'bool';

/** The typed array that holds values of a data type; booleans are bytes of 0 and 1. */
export type Values<D extends DataType = DataType> = D extends 'float32'
  ? Float32Array
  : D extends 'int32'
    ? Int32Array
    : Uint8Array;

/** The typed array of each data type. */
export const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** Shape and element type of a tensor, without values. `dtype` is `'float32'` when left out. */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype?: DataType;
}

/** Values with a shape, in row-major order: what goes into a step and what comes out of it. */
export interface HostTensor {
  readonly data: Values;
  readonly shape: readonly number[];
}

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}

/** An array of zeros for values of a shape and type. */
export function emptyOf({ shape, dtype = 'float32' }: TensorSpec): Values {
  return new ARRAYS[dtype](sizeOf(shape));
}
