import { sizeOf } from '@autoencoder-zoo/engine/session';
import { Dataset } from './dataset.js';
import type { DatasetValues } from './datasetContents.js';
import type { ShapedArray } from './shapedArray.js';
import { quoted } from '../files/quoted.js';

/** Any typed array of numbers. */
export type NumberArray = DatasetValues | Uint8ClampedArray | Uint32Array;

/** Numbers in arrays in arrays; the innermost may be typed. */
export type NestedNumbers = readonly (number | NestedNumbers | NumberArray)[];

/** Anything with values and a shape, such as a `tf.Tensor`. */
export interface TensorLike {
  /** Shape of the batch, samples first. */
  readonly shape: readonly number[];
  /** All values in row-major order. */
  dataSync(): ArrayLike<number>;
}

/** Values with the shape of a whole batch, `[samples, ...sample]`. */
export interface ShapedValues<BatchShape extends readonly number[] = readonly number[]> {
  /** All values in row-major order. */
  readonly data: DatasetValues;
  /** `[samples, ...sample]`. */
  readonly shape: BatchShape;
}

/**
 * What a model takes as samples of shape `Shape`: a data set, values with a shape, what a model
 * gave back, a tensor, or nested arrays. All but the first have the samples on their first axis.
 */
export type Samples<Shape extends readonly number[] = readonly number[]> =
  | Dataset<Shape>
  | ShapedValues<readonly [number, ...Shape]>
  | ShapedArray<readonly [number, ...Shape]>
  | TensorLike
  | NestedNumbers;

/** Thrown for data that does not fit a model, or that holds NaN or infinities. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** Options of {@link toDataset}. */
export interface ExpectedSamples {
  /** Whether sequences that are shorter than the shape says are padded. Default false. */
  readonly pad?: boolean;
}

/**
 * Samples as a {@link Dataset} of the expected shape.
 *
 * @param name - For messages.
 * @throws DataError if the shape differs, rows are ragged, or nothing came.
 */
export function toDataset<Shape extends readonly number[]>(
  samples: Samples<Shape>,
  shape: Shape,
  name: string,
  { pad = false }: ExpectedSamples = {},
): Dataset<Shape> {
  const { values, shape: sampleShape, set } = contents(samples, shape, name);
  if (!sameShape(sampleShape, shape)) {
    if (pad && differInSteps(sampleShape, shape) && sampleShape[0] < shape[0]) {
      const given = set ?? new Dataset({ name, values, shape: sampleShape });
      return given.padTo(shape[0]) as Dataset<Shape>;
    }
    throw new DataError(
      `${name}: expected samples of shape [${shape.join(', ')}], but they have [${sampleShape.join(', ')}].${remedy(sampleShape, shape)}`,
    );
  }
  if (set) return set as Dataset<Shape>;
  if (values.length === 0) throw new DataError(`${name}: no samples came; give at least one`);
  return new Dataset({ name, values, shape });
}

/** What helps against another shape than the expected one. */
function remedy(came: readonly number[], expected: readonly number[]): string {
  if (sizeOf(came) === sizeOf(expected) && came.length > 0) {
    return ` The sizes agree: use reshape([${expected.join(', ')}]) on the data set.`;
  }
  if (!differInSteps(came, expected)) return '';
  return came[0] < expected[0]
    ? ` Shorter sequences fit after padTo(${expected[0]}) on the data set.`
    : ` Longer sequences fit the model that withSteps(model, ${came[0]}) gives, if its parts do not depend on the number of steps.`;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** Whether two shapes of sequences differ in the number of steps alone. */
export function differInSteps(a: readonly number[], b: readonly number[]): boolean {
  return a.length > 1 && a[0] !== b[0] && sameShape(a.slice(1), b.slice(1));
}

interface Contents {
  values: DatasetValues;
  shape: readonly number[];
  set?: Dataset;
}

function contents(samples: Samples, expected: readonly number[], name: string): Contents {
  if (samples instanceof Dataset) {
    return { values: samples.values, shape: samples.shape, set: samples };
  }
  const given: unknown = samples;
  if (typeof given !== 'object' || given === null) {
    throw new DataError(`${name}: expected samples, but got ${String(given)}`);
  }
  if (ArrayBuffer.isView(samples)) return whole(samples, samples.shape, name);
  if ('dataSync' in samples) {
    const read = samples.dataSync();
    // Whole numbers of a tensor may have more digits than float32.
    const values = read instanceof Float32Array ? read.slice() : Float64Array.from(read);
    return { values, shape: samples.shape.slice(1) };
  }
  if ('data' in samples) return whole(samples.data, samples.shape, name);
  if (!Array.isArray(samples)) {
    throw new DataError(
      `${name}: expected a data set, arrays of numbers, a tensor or { data, shape }, but got an object with ${Object.keys(given).join(', ') || 'nothing in it'}`,
    );
  }
  if (samples.length === 0) return { values: new Float32Array(), shape: expected };
  if (typeof samples[0] === 'number') {
    throw new DataError(
      `${name}: expected samples of shape [${expected.join(', ')}], but got an array of numbers; if they are one sample, give it as [sample]`,
    );
  }
  const shape = nestedShape(samples, name);
  const values = new Float64Array(sizeOf(shape));
  flatten(samples, shape, name, values, 0);
  return { values, shape: shape.slice(1) };
}

/** Values of a batch whose shape is given beside them. */
function whole(data: DatasetValues, shape: readonly number[] | undefined, name: string): Contents {
  if (shape === undefined) {
    throw new DataError(
      `${name}: ${data.length} values came without their shape; give { data, shape: [samples, ...] }`,
    );
  }
  if (!Array.isArray(shape) || !shape.every((axis) => Number.isInteger(axis) && axis >= 0)) {
    throw new DataError(
      `${name}: expected a shape of whole numbers, [samples, ...], but got ${quoted(shape)}`,
    );
  }
  if (sizeOf(shape) !== data.length) {
    throw new DataError(
      `${name}: shape [${shape.join(', ')}] stands for ${sizeOf(shape)} values, but ${data.length} came`,
    );
  }
  return { values: data, shape: shape.slice(1) };
}

type Nested = NestedNumbers | NumberArray;

const isNested = (value: unknown): value is Nested =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** The shape that the first element of each level says. */
function nestedShape(nested: Nested, where: string): number[] {
  const [first] = nested;
  if (nested.length === 0) throw new DataError(`${where}: expected numbers, but it is empty`);
  return isNested(first) ? [nested.length, ...nestedShape(first, `${where}[0]`)] : [nested.length];
}

/** Writes the numbers of an array of `shape` from `start` on. */
function flatten(
  nested: unknown,
  shape: readonly number[],
  where: string,
  values: Float64Array,
  start: number,
): void {
  if (!isNested(nested) || nested.length !== shape[0]) {
    const came = isNested(nested) ? `${nested.length} values` : typeName(nested);
    throw new DataError(`${where}: expected ${shape[0]} values here, as before, but got ${came}`);
  }
  const [, ...inner] = shape;
  if (inner.length === 0) {
    copyNumbers(nested, where, values, start);
    return;
  }
  const size = sizeOf(inner);
  for (let index = 0; index < nested.length; index++) {
    flatten(nested[index], inner, `${where}[${index}]`, values, start + index * size);
  }
}

/**
 * Writes the numbers of an innermost array. Code that reads elements of those around
 * it too would make V8 turn it into an array of objects, of which each number is one.
 */
function copyNumbers(numbers: Nested, where: string, values: Float64Array, start: number): void {
  for (let index = 0; index < numbers.length; index++) {
    const item: unknown = numbers[index];
    if (typeof item !== 'number') {
      throw new DataError(`${where}[${index}]: expected a number, but got ${typeName(item)}`);
    }
    values[start + index] = item;
  }
}

const typeName = (value: unknown) => (value === null ? 'null' : typeof value);
