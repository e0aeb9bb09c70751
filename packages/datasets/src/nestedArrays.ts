import {
  quoted,
  type DatasetValues,
  type NestedNumbers,
  type NumberArray,
} from '@autoencoder-zoo/core';
import { gapsAdvice } from './nonFinite.js';
import { plainBytes } from './readers/numericArray.js';

/** What the different kinds of arrays are turned into. */
export interface FlatSamples {
  readonly values: DatasetValues;
  readonly shape: readonly number[];
  readonly lengths?: Int32Array | undefined;
}

/** Levels of arrays in arrays beyond which an array is taken to hold itself. */
const DEEPEST = 16;

export function isTyped(data: unknown): data is NumberArray {
  return ArrayBuffer.isView(data) && !(data instanceof DataView);
}

/** Typed arrays stay what they are if a data set has their type; other numbers are kept exactly. */
export function toValues(array: ArrayLike<number>, name: string): DatasetValues {
  if (isTyped(array) && array.length > 0 && typeof array[0] !== 'number') {
    throw new RangeError(`${name}: values must be numbers, but are of the type ${typeof array[0]}`);
  }
  if (array instanceof Uint8Array) return plainBytes(array);
  if (array instanceof Uint8ClampedArray) {
    return new Uint8Array(array.buffer, array.byteOffset, array.length);
  }
  if (isTyped(array) && keptType(array)) return array as DatasetValues;
  const values = new Float64Array(array.length);
  copyNumbers(array, values, 0, name);
  return narrowed(values);
}

type ValuesType = new (length: number) => DatasetValues;

/** The type in which a data set keeps a typed array, if it keeps it as it is. */
function keptType(array: NumberArray): ValuesType | undefined {
  if (array instanceof Uint8ClampedArray) return Uint8Array;
  return KEPT.find((kind) => array instanceof kind);
}

const KEPT: readonly ValuesType[] = [
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Int32Array,
  Float32Array,
  Float64Array,
];

/**
 * Puts arrays in arrays one after the other. Sequences of different length are padded with 0.
 *
 * @throws RangeError naming the first place that does not fit.
 */
export function flatten(samples: NestedNumbers, name: string): FlatSamples {
  const shape = shapeOf(samples[0], `${name}: sample 0`);
  const [, ...inner] = shape;
  const where = (index: number) => `${name}: ${inner.length === 0 ? 'row' : 'sample'} ${index}`;
  const steps = Array.from(samples, (sample, index) => lengthOf(sample, where(index)));
  const ragged = steps.findIndex((length) => length !== shape[0]);
  if (ragged >= 0 && inner.length === 0) {
    throw new RangeError(
      `${name}: row ${ragged} has ${steps[ragged]} values, but row 0 has ${shape[0]}; ` +
        'give sequences of one channel as [steps][1]',
    );
  }
  const longest = steps.reduce((a, b) => Math.max(a, b));
  const size = inner.reduce((product, dimension) => product * dimension, 1);
  const type = commonType(samples, shape.length);
  const values = new (type ?? Float64Array)(samples.length * longest * size);
  samples.forEach((sample, index) => {
    write(sample, [steps[index], ...inner], values, index * longest * size, where(index));
  });
  return {
    values: type ? values : narrowed(values as Float64Array),
    shape: [longest, ...inner],
    lengths: ragged < 0 ? undefined : Int32Array.from(steps),
  };
}

/** Values as `float32` where that holds each of them exactly. */
function narrowed(values: Float64Array): DatasetValues {
  for (let i = 0; i < values.length; i++) {
    if (Math.fround(values[i]) !== values[i]) return values;
  }
  return new Float32Array(values);
}

function lengthOf(data: unknown, where: string): number {
  if (!isTyped(data) && !Array.isArray(data)) {
    throw new RangeError(`${where} must be an array of numbers, but is ${kindOf(data)}`);
  }
  if (data.length === 0) throw new RangeError(`${where} is empty`);
  return data.length;
}

function shapeOf(data: unknown, where: string, depth = 1): number[] {
  const length = lengthOf(data, where);
  const first = (data as readonly unknown[])[0];
  if (typeof first !== 'object' || first === null) return [length];
  if (depth > DEEPEST) throw new RangeError(`${where} is nested deeper than ${DEEPEST} levels`);
  return [length, ...shapeOf(first, `${where}, 0`, depth + 1)];
}

/** The type of the innermost arrays if all are typed and have the same; it holds their values. */
function commonType(samples: NestedNumbers, levels: number): ValuesType | undefined {
  const types = new Set<ValuesType | undefined>();
  collectTypes(samples, types, levels);
  return types.size === 1 ? [...types][0] : undefined;
}

/**
 * @param levels - Of arrays in `data`. Code that reads elements of the innermost
 * arrays as well as of those around them makes V8 turn the former into arrays of
 * objects, of which each number is one.
 */
function collectTypes(data: unknown, types: Set<ValuesType | undefined>, levels: number): void {
  if (isTyped(data)) {
    types.add(keptType(data));
  } else if (Array.isArray(data) && levels > 0) {
    for (const part of data) collectTypes(part, types, levels - 1);
  } else {
    types.add(undefined);
  }
}

/** Writes one array of `shape` to `values` from `start` on. */
function write(
  data: unknown,
  shape: readonly number[],
  values: DatasetValues,
  start: number,
  where: string,
): void {
  const [length, ...inner] = shape;
  const isArray = isTyped(data) || Array.isArray(data);
  if (!isArray || data.length !== length) {
    const found = isArray ? data.length : kindOf(data);
    throw new RangeError(`${where} must hold ${length} values as in sample 0, but holds ${found}`);
  }
  if (inner.length === 0) {
    copyNumbers(data as ArrayLike<unknown>, values, start, where);
    return;
  }
  const size = inner.reduce((product, dimension) => product * dimension, 1);
  for (let i = 0; i < length; i++) {
    write((data as readonly unknown[])[i], inner, values, start + i * size, `${where}, ${i}`);
  }
}

const isGap = (value: unknown) => value === undefined || value === null || Number.isNaN(value);

/** Writes numbers to `values` from `start` on, and refuses what is none. */
function copyNumbers(
  data: ArrayLike<unknown>,
  values: DatasetValues,
  start: number,
  where: string,
): void {
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (typeof value !== 'number' || value - value !== 0) {
      throw new RangeError(
        `${where}, position ${i} must be a finite number, but is ${kindOf(value)}${isGap(value) ? `; ${gapsAdvice}` : ''}`,
      );
    }
    values[start + i] = value;
  }
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (typeof value === 'number' || value === undefined || value === null) return String(value);
  return `a ${typeof value}`;
}
