import { sizeOf } from '@autoencoder-zoo/engine';
import { Dataset, type DatasetValues } from './dataset.js';
import type { ShapedArray } from './shapedArray.js';

/** Numbers in arrays in arrays. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

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
 * What a model takes as samples of shape `Shape`: a data set, values with a shape, what a model gave
 * back, a tensor, or nested arrays. All but the first have the samples on their first axis.
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
): Dataset<Shape> {
  const { values, shape: sampleShape, set } = contents(samples, shape, name);
  if (sampleShape.length !== shape.length || sampleShape.some((d, axis) => d !== shape[axis])) {
    const hint =
      sizeOf(sampleShape) === sizeOf(shape)
        ? ` The sizes agree: use reshape([${shape.join(', ')}]) on the data set.`
        : '';
    throw new DataError(
      `${name}: expected samples of shape [${shape.join(', ')}], but they have [${sampleShape.join(', ')}].${hint}`,
    );
  }
  if (set) return set as Dataset<Shape>;
  if (values.length === 0) throw new DataError(`${name}: no samples came; give at least one`);
  return new Dataset({ name, values, shape });
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
    return { values: Float32Array.from(samples.dataSync()), shape: samples.shape.slice(1) };
  }
  if ('data' in samples) return whole(samples.data, samples.shape, name);
  if (samples.length === 0) return { values: new Float32Array(), shape: expected };
  const values: number[] = [];
  const shape = expected.length === 0 ? [samples.length] : nestedShape(samples);
  flatten(samples, shape, name, values);
  return { values: Float32Array.from(values), shape: shape.slice(1) };
}

/** Values of a batch whose shape is given beside them. */
function whole(data: DatasetValues, shape: readonly number[] | undefined, name: string): Contents {
  if (shape === undefined) {
    throw new DataError(
      `${name}: ${data.length} values came without their shape; give { data, shape: [samples, ...] }`,
    );
  }
  if (sizeOf(shape) !== data.length) {
    throw new DataError(
      `${name}: shape [${shape.join(', ')}] stands for ${sizeOf(shape)} values, but ${data.length} came`,
    );
  }
  return { values: data, shape: shape.slice(1) };
}

function nestedShape(nested: NestedNumbers): number[] {
  const first = nested[0];
  return typeof first === 'object' ? [nested.length, ...nestedShape(first)] : [nested.length];
}

function flatten(
  nested: NestedNumbers,
  shape: readonly number[],
  where: string,
  values: number[],
): void {
  if (!Array.isArray(nested) || nested.length !== shape[0]) {
    const came = Array.isArray(nested) ? `${nested.length} values` : typeof nested;
    throw new DataError(
      `${where}: expected ${shape[0] ?? 0} values here, as before, but got ${came}`,
    );
  }
  nested.forEach((item: number | NestedNumbers, index) => {
    if (shape.length > 1)
      flatten(item as NestedNumbers, shape.slice(1), `${where}[${index}]`, values);
    else if (typeof item === 'number') values.push(item);
    else throw new DataError(`${where}[${index}]: expected a number, but got ${typeof item}`);
  });
}
