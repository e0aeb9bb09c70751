import { Dataset, type DatasetValues } from '@autoencoder-zoo/core';
import { encodeLabels } from './readers/labels.js';
import { plainBytes } from './readers/numericArray.js';
import { inShape } from './shape.js';

/** Any typed array of numbers. */
export type NumberArray = DatasetValues | Uint8ClampedArray | Uint32Array;

/** A tensor as TensorFlow.js has it; the first axis counts the samples. */
export interface TensorLike {
  /** Shape of all samples, which stand on the first axis. */
  readonly shape: readonly number[];
  /** All values in row-major order. */
  dataSync(): NumberArray;
}

/** Arrays in arrays, the innermost ones of numbers; the first level counts the samples. */
export type NestedNumbers = readonly number[] | NumberArray | readonly NestedNumbers[];

/** How to understand arrays; `Shape` is the shape of one sample. */
export interface FromArraysOptions<Shape extends readonly number[]> {
  /** Name for messages and reports. Default `'arrays'`. */
  readonly name?: string | undefined;
  /** Shape of one sample. Needed for flat arrays; else the arrays' own, and reshaped to this one. */
  readonly shape?: Shape | undefined;
  /** A stored value `v` stands for `v * scale`. Default 1. */
  readonly scale?: number | undefined;
  /** One class per sample: whole numbers from 0, or names, which are sorted and numbered. */
  readonly labels?: ArrayLike<number> | readonly string[] | undefined;
  /** Names of the classes. */
  readonly labelNames?: readonly string[] | undefined;
  /** Valid steps of each sequence, for data that is padded already. */
  readonly lengths?: ArrayLike<number> | undefined;
}

/**
 * Makes a data set of arrays.
 *
 * - Nested arrays: `[samples][...shape]`. Sequences `[samples][steps][channels]` may differ in the
 *   number of steps; they are padded with 0 at the end and the set has `lengths`.
 * - A typed array (or flat array of numbers) with `shape`: sample after sample. It is not copied.
 * - A tensor, or anything with `dataSync` and `shape`. Its values are copied.
 *
 * Typed arrays keep their type (`uint8` stays `uint8`), also as rows of an array; plain numbers
 * become `float32`.
 *
 * @throws RangeError if rows are ragged (naming the row), a value is no finite number, or the shape
 * does not fit.
 */
export function fromArrays<const Shape extends readonly number[] = readonly number[]>(
  data: NestedNumbers | TensorLike,
  options: FromArraysOptions<Shape> = {},
): Dataset<Shape> {
  const { name = 'arrays', shape, scale, lengths } = options;
  const contents = isTensor(data) ? fromTensor(data, name) : fromNested(data, shape, name);
  const dataset = new Dataset<readonly number[]>({
    name,
    ...contents,
    ...(scale === undefined ? {} : { scale }),
    ...classes(options, name),
    lengths: lengths ? Int32Array.from(lengths) : contents.lengths,
  });
  return inShape(dataset, shape);
}

/** What the different kinds of arrays are turned into. */
interface Samples {
  readonly values: DatasetValues;
  readonly shape: readonly number[];
  readonly lengths?: Int32Array | undefined;
}

function isTensor(data: NestedNumbers | TensorLike): data is TensorLike {
  return 'dataSync' in data && typeof data.dataSync === 'function';
}

function isTyped(data: unknown): data is NumberArray {
  return ArrayBuffer.isView(data) && !(data instanceof DataView);
}

function fromTensor(tensor: TensorLike, name: string): Samples {
  if (tensor.shape.length === 0) {
    throw new RangeError(`${name}: a tensor's first axis counts the samples, but this is a scalar`);
  }
  const shape = tensor.shape.length === 1 ? [1] : tensor.shape.slice(1);
  return { values: toValues(tensor.dataSync(), name).slice(), shape };
}

function fromNested(
  data: NestedNumbers,
  shape: readonly number[] | undefined,
  name: string,
): Samples {
  if (data.length === 0) throw new RangeError(`${name}: the data set is empty`);
  if (isTyped(data) || typeof data[0] === 'number') {
    if (!shape) {
      throw new RangeError(
        `${name}: a flat array needs the shape of one sample, for example { shape: [28, 28] }`,
      );
    }
    return { values: toValues(data as readonly number[] | NumberArray, name), shape };
  }
  return flatten(data as readonly NestedNumbers[], name);
}

/** Typed arrays stay what they are if a data set has their type; plain numbers become `float32`. */
function toValues(array: ArrayLike<number>, name: string): DatasetValues {
  const values = asDatasetValues(array);
  if (values instanceof Float32Array || values instanceof Float64Array) {
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) {
      throw new RangeError(
        `${name}: values must be finite numbers, but position ${wrong} holds ${String(array[wrong])}`,
      );
    }
  }
  return values;
}

function asDatasetValues(array: ArrayLike<number>): DatasetValues {
  if (array instanceof Uint8Array) return plainBytes(array);
  if (array instanceof Uint8ClampedArray) {
    return new Uint8Array(array.buffer, array.byteOffset, array.length);
  }
  if (array instanceof Uint32Array) return Float64Array.from(array);
  return isTyped(array) ? (array as DatasetValues) : Float32Array.from(array);
}

function flatten(samples: readonly NestedNumbers[], name: string): Samples {
  const shape = shapeOf(samples[0], `${name}: sample 0`);
  const [, ...inner] = shape;
  const steps = samples.map((sample) => sample.length);
  const ragged = steps.findIndex((length) => length !== shape[0]);
  if (ragged >= 0 && inner.length === 0) {
    throw new RangeError(
      `${name}: row ${ragged} has ${steps[ragged]} values, but row 0 has ${shape[0]}; ` +
        'give sequences of one channel as [steps][1]',
    );
  }
  const longest = steps.reduce((a, b) => Math.max(a, b));
  const size = inner.reduce((product, dimension) => product * dimension, 1);
  const values = new (leafType(samples[0]))(samples.length * longest * size);
  samples.forEach((sample, index) => {
    const where = `${name}: ${inner.length === 0 ? 'row' : 'sample'} ${index}`;
    if (sample.length === 0) throw new RangeError(`${where} is empty`);
    write(sample, [sample.length, ...inner], values, index * longest * size, where);
  });
  return {
    values,
    shape: [longest, ...inner],
    lengths: ragged < 0 ? undefined : Int32Array.from(steps),
  };
}

function shapeOf(data: NestedNumbers, where: string): number[] {
  if (!isTyped(data) && !Array.isArray(data)) {
    throw new RangeError(`${where} must be an array of numbers, but is ${String(data)}`);
  }
  if (data.length === 0) throw new RangeError(`${where} is empty`);
  const first = (data as readonly NestedNumbers[])[0];
  return typeof first === 'object' ? [data.length, ...shapeOf(first, where)] : [data.length];
}

/** The constructor for the values: that of the innermost typed arrays, else `Float32Array`. */
function leafType(data: NestedNumbers): new (length: number) => DatasetValues {
  const first = isTyped(data) ? data : data[0];
  if (typeof first === 'number') return Float32Array;
  if (!isTyped(first)) return leafType(first);
  return asDatasetValues(first.subarray(0, 0)).constructor as new (length: number) => DatasetValues;
}

/** Writes one array of `shape` to `values` from `start` on. */
function write(
  data: NestedNumbers,
  shape: readonly number[],
  values: DatasetValues,
  start: number,
  where: string,
): void {
  const [length, ...inner] = shape;
  const found =
    isTyped(data) || Array.isArray(data) ? data.length : `${typeof data} ${String(data)}`;
  if (found !== length) {
    throw new RangeError(`${where} must hold ${length} values as in sample 0, but holds ${found}`);
  }
  if (inner.length === 0) {
    for (let i = 0; i < length; i++) {
      const value: unknown = data[i];
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        throw new RangeError(
          `${where}, position ${i} must be a finite number, but is ${String(value)}`,
        );
      }
      values[start + i] = value;
    }
    return;
  }
  const size = inner.reduce((product, dimension) => product * dimension, 1);
  for (let i = 0; i < length; i++) {
    write((data as readonly NestedNumbers[])[i], inner, values, start + i * size, `${where}, ${i}`);
  }
}

function classes(options: FromArraysOptions<readonly number[]>, name: string) {
  const { labels, labelNames } = options;
  if (!labels || labels.length === 0) return { labelNames };
  if (typeof labels[0] === 'string') return encodeLabels(labels as readonly string[]);
  const numbers = Array.from(labels as ArrayLike<number>);
  const wrong = numbers.findIndex((label) => !Number.isInteger(label) || label < 0);
  if (wrong >= 0) {
    throw new RangeError(
      `${name}: labels are whole numbers from 0, but sample ${wrong} has ${numbers[wrong]}`,
    );
  }
  return { labels: Int32Array.from(numbers), labelNames };
}
