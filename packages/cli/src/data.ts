import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Dataset } from '@autoencoder-zoo/core';
import { UsageError, usage } from './errors.js';

/** Data given by `--data`. */
export interface Data {
  /** Short name, for reports and folders. */
  readonly name: string;
  readonly train: Dataset;
  /** Absent when the data has one part only. */
  readonly test?: Dataset;
}

/** A part of a data set. */
export type PartName = 'train' | 'test';

/**
 * Loads a data set of the zoo by its name, or else a file by its path.
 *
 * @throws UsageError if it is neither, or if the file cannot be read.
 */
export async function loadData(nameOrPath: string): Promise<Data> {
  const { datasets, fromFile } = await import('@autoencoder-zoo/datasets');
  if (Object.hasOwn(datasets, nameOrPath)) {
    return { name: nameOrPath, ...(await datasets[nameOrPath].load()) };
  }
  if (!existsSync(nameOrPath)) {
    throw new UsageError(
      `--data ${nameOrPath}: no data set and no file has this name; data sets are: ${Object.keys(datasets).join(', ')}; files may be .csv, .tsv, .npy, .idx or .ts`,
    );
  }
  return { name: stem(nameOrPath), train: await usage(() => fromFile(nameOrPath)) };
}

/** The same data with samples of another shape of the same size. */
export function reshapeData({ name, train, test }: Data, shape: readonly number[]): Data {
  return { name, train: train.reshape(shape), ...(test && { test: test.reshape(shape) }) };
}

/**
 * The part that was asked for; by default the test part, or all where there is none.
 *
 * @throws UsageError if there is no test part.
 */
export function choosePart(
  data: Data,
  part?: PartName,
): { readonly part: PartName; readonly samples: Dataset } {
  if (part === 'test' && !data.test) {
    throw new UsageError(`--part test: ${data.name} has no test part; leave --part out`);
  }
  return part !== 'train' && data.test
    ? { part: 'test', samples: data.test }
    : { part: 'train', samples: data.train };
}

/**
 * Data in the shape that a model takes, whose size must be the same.
 *
 * @throws UsageError if it is not.
 */
export function fitToModel(data: Data, inputShape: readonly number[]): Data {
  const size = inputShape.reduce((product, dimension) => product * dimension, 1);
  if (data.train.size !== size) {
    throw new UsageError(
      `${data.name}: the model takes samples of shape [${inputShape.join(', ')}], but these have [${data.train.shape.join(', ')}]; use data like that it was trained on`,
    );
  }
  return reshapeData(data, inputShape);
}

/** `digits` of `data/digits.npy.gz`. */
function stem(path: string): string {
  return basename(path)
    .replace(/(\.gz)?$/i, '')
    .replace(/(.)\.[^.]*$/, '$1');
}
