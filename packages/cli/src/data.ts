import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Dataset } from '@autoencoder-zoo/core';
import { UsageError, usage } from './errors.js';
import type { Settings } from './settings.js';

/** Data given by `--data`. */
export interface Data {
  /** Short name, for reports and folders. */
  readonly name: string;
  readonly train: Dataset;
  /** Absent when the data has one part only. */
  readonly test?: Dataset;
}

/** A part of a data set; `all` of one that has no test part. */
export type DataPart = 'train' | 'test' | 'all';

/**
 * Loads a data set of the zoo by its name, or else a file by its path.
 *
 * @param read - Options of `fromFile`, for a file. Default: what the file says.
 * @param known - Columns that are picked by name if the file has names and `read` does not choose.
 * @throws UsageError if it is neither, or if the file cannot be read.
 */
export async function loadData(
  nameOrPath: string,
  read: Settings = {},
  known?: readonly string[],
): Promise<Data> {
  const { columnNames, datasets, fromFile } = await import('@autoencoder-zoo/datasets');
  if (Object.hasOwn(datasets, nameOrPath)) {
    if (Object.keys(read).length > 0) {
      throw new UsageError(`--read tells how to read a file, but ${nameOrPath} is a data set`);
    }
    return { name: nameOrPath, ...(await datasets[nameOrPath].load()) };
  }
  if (!existsSync(nameOrPath)) {
    throw new UsageError(
      `--data ${nameOrPath}: no data set and no file has this name; data sets are: ${Object.keys(datasets).join(', ')}; files may be .csv, .tsv, .npy, .idx or .ts`,
    );
  }
  const train = await usage(async () => {
    const picks = known && !('columns' in read) && (await columnNames(nameOrPath, read));
    return fromFile(nameOrPath, picks ? { ...read, columns: known } : read);
  });
  return { name: stem(nameOrPath), train };
}

/**
 * The same data with samples in another shape: flat ones in rows, rows flat, with an axis of one or
 * without, and short sequences padded.
 *
 * @throws UsageError if that would mix up axes, or sizes differ.
 */
export function inShape({ name, train, test }: Data, shape: readonly number[]): Data {
  const see = (set: Dataset): Dataset => {
    const [steps, ...step] = shape;
    // A series of one channel comes without an axis for it.
    if (String(step) === '1' && set.shape.length === 1 && set.size < steps) {
      return set.reshape([set.size, 1]).padTo(steps);
    }
    if (step.length > 0 && set.shape[0] < steps && String(set.shape.slice(1)) === String(step)) {
      return set.padTo(steps);
    }
    if (isSameView(set.shape, shape)) return set.reshape(shape);
    throw new UsageError(
      `${name}: samples of shape [${shape.join(', ')}] are expected, but these have [${set.shape.join(', ')}]; use data like that the model was trained on${hasOneMore(set, shape) ? ', or tell the column of the classes with --read label=...' : ''}`,
    );
  };
  return { name, train: see(train), ...(test && { test: see(test) }) };
}

/** Whether a table has one column more than the values of a sample, which may be a class. */
function hasOneMore({ name, size, labels }: Dataset, shape: readonly number[]): boolean {
  const expected = shape.reduce((product, dimension) => product * dimension, 1);
  return /\.[ct]sv(\.gz)?$/i.test(name) && size === expected + 1 && !labels;
}

/**
 * Whether values keep their meaning in another shape, which they do not where axes trade places.
 */
function isSameView(from: readonly number[], to: readonly number[]): boolean {
  const [a, b] = [from, to].map((shape) => shape.filter((dimension) => dimension !== 1));
  const size = (shape: readonly number[]) => shape.reduce((product, d) => product * d, 1);
  return size(a) === size(b) && (a.length <= 1 || b.length <= 1 || String(a) === String(b));
}

/**
 * The part that was asked for; by default the test part, or all where there is none.
 *
 * @throws UsageError if there is no test part.
 */
export function choosePart(
  data: Data,
  part?: Exclude<DataPart, 'all'>,
): { readonly part: DataPart; readonly samples: Dataset } {
  if (part === 'test' && !data.test) {
    throw new UsageError(`--part test: ${data.name} has no test part; leave --part out`);
  }
  if (!data.test) return { part: part ?? 'all', samples: data.train };
  return part === 'train'
    ? { part: 'train', samples: data.train }
    : { part: 'test', samples: data.test };
}

/** `digits` of `data/digits.npy.gz`. */
function stem(path: string): string {
  return basename(path)
    .replace(/(\.gz)?$/i, '')
    .replace(/(.)\.[^.]*$/, '$1');
}
