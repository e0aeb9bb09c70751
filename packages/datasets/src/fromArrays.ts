import {
  Dataset,
  quoted,
  type DatasetValues,
  type NestedNumbers,
  type NumberArray,
  type TensorLike,
} from '@autoencoder-zoo/core';
import { describeNonFinite, gapsAdvice } from './nonFinite.js';
import { flatten, isTyped, toValues, type FlatSamples } from './nestedArrays.js';
import { encodeLabels, oneOf, refuseBadNames } from './readers/encodeLabels.js';
import { inShape } from './inShape.js';

/** How to understand arrays; `Shape` is the shape of one sample. */
export interface FromArraysOptions<Shape extends readonly number[]> {
  /** Name for messages and reports. Default `'arrays'`. */
  readonly name?: string | undefined;
  /**
   * Shape of one sample. Needed for flat arrays; else the arrays' own, and reshaped to this one.
   */
  readonly shape?: Shape | undefined;
  /** A stored value `v` stands for `v * scale`. Default 1. */
  readonly scale?: number | undefined;
  /**
   * One class per sample: whole numbers from 0; or names, which are numbered in the order of
   * `labelNames`, by default sorted.
   */
  readonly labels?: ArrayLike<number> | readonly string[] | undefined;
  /** Names of the classes in the order of their numbers. */
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
 * Typed arrays keep their type (`uint8` stays `uint8`), also as rows of an array if all have it.
 * Plain numbers become `float64`, or `float32` where that holds each of them exactly.
 *
 * @throws RangeError if rows are ragged (naming the row), a value is no finite number, a label is
 * none of `labelNames`, an option is unknown, or the shape does not fit.
 */
export function fromArrays<const Shape extends readonly number[] = readonly number[]>(
  data: NestedNumbers | NumberArray | TensorLike,
  options: FromArraysOptions<Shape> = {},
): Dataset<Shape> {
  const { name = 'arrays', shape, scale } = options;
  for (const option of Object.keys(options)) {
    if (!OPTIONS.has(option)) {
      throw new RangeError(
        `${name}: unknown option ${quoted(option)}; known are ${[...OPTIONS].join(', ')}`,
      );
    }
  }
  const contents = isTensor(data) ? fromTensor(data, name) : fromNested(data, shape, name);
  const dataset = new Dataset<readonly number[]>({
    name,
    ...contents,
    ...(scale === undefined ? {} : { scale }),
    ...classes(options, name),
    lengths: givenLengths(options, name) ?? contents.lengths,
  });
  return inShape(dataset, shape);
}

const OPTIONS = new Set(['name', 'shape', 'scale', 'labels', 'labelNames', 'lengths']);

function isTensor(data: NestedNumbers | NumberArray | TensorLike): data is TensorLike {
  return 'dataSync' in data && typeof data.dataSync === 'function';
}

function fromTensor(tensor: TensorLike, name: string): FlatSamples {
  if (tensor.shape.length === 0) {
    throw new RangeError(`${name}: a tensor's first axis counts the samples, but this is a scalar`);
  }
  const values = toValues(tensor.dataSync(), name);
  const size = tensor.shape.reduce((product, dimension) => product * dimension, 1);
  if (size !== values.length) {
    throw new RangeError(
      `${name}: a tensor of shape [${tensor.shape.join(', ')}] has ${size} values, but ${values.length} came`,
    );
  }
  refuseNonFinite(values, tensor.shape, name);
  return {
    values: values.slice(),
    shape: tensor.shape.length === 1 ? [1] : tensor.shape.slice(1),
  };
}

function fromNested(
  data: NestedNumbers | NumberArray,
  shape: readonly number[] | undefined,
  name: string,
): FlatSamples {
  if (data.length === 0) throw new RangeError(`${name}: the data set is empty`);
  const isFlat = isTyped(data) || typeof data[0] === 'number' || typeof data[0] === 'bigint';
  if (!isFlat) return flatten(data, name);
  if (!shape) {
    throw new RangeError(
      `${name}: a flat array needs the shape of one sample, for example { shape: [28, 28] }`,
    );
  }
  const values = toValues(data as readonly number[] | NumberArray, name);
  refuseNonFinite(values, [data.length, ...shape], name);
  return { values, shape };
}

function refuseNonFinite(values: DatasetValues, shape: readonly number[], name: string): void {
  const wrong = describeNonFinite(values, shape);
  if (wrong === undefined) return;
  throw new RangeError(
    `${name}: values must be finite numbers, but found ${wrong}; replace it or leave the sample out; ${gapsAdvice}`,
  );
}

function givenLengths({ lengths }: FromArraysOptions<readonly number[]>, name: string) {
  if (lengths === undefined) return undefined;
  const wrong = Array.from(lengths).findIndex((steps) => !Number.isInteger(steps));
  if (wrong < 0) return Int32Array.from(lengths);
  throw new RangeError(
    `${name}: lengths are whole numbers of steps, but sample ${wrong} has ${lengths[wrong]}`,
  );
}

function classes({ labels, labelNames }: FromArraysOptions<readonly number[]>, name: string) {
  refuseBadNames(labelNames, name);
  if (!labels) return { labelNames };
  const all = Array.from<unknown>(labels as ArrayLike<unknown>);
  if (all.length > 0 && all.every((label) => typeof label === 'string')) {
    return encodeLabels(all, labelNames, (sample) => {
      const expected = `labels must be ${oneOf(labelNames!)}`;
      return new RangeError(
        `${name}: ${expected}, but sample ${sample} has ${quoted(all[sample])}`,
      );
    });
  }
  const end = labelNames?.length ?? 2 ** 31;
  const wrong = all.findIndex(
    (label) => !Number.isInteger(label) || (label as number) < 0 || (label as number) >= end,
  );
  if (wrong >= 0) {
    const last = labelNames ? ` to ${end - 1}, as there are ${end} labelNames` : '';
    throw new RangeError(
      `${name}: labels are all texts or whole numbers from 0${last}, but sample ${wrong} has ${typeof all[wrong] === 'string' ? quoted(all[wrong]) : String(all[wrong])}`,
    );
  }
  return { labels: Int32Array.from(all as number[]), labelNames };
}
