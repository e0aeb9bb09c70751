import { Dataset } from '@autoencoder-zoo/core';
import { cached, type DownloadOptions } from './files/download.js';
import { readFromFolder, type LocalFile } from './files/nodeFiles.js';
import { DataFileError } from './readers/dataFileError.js';
import { readIdx } from './readers/idx.js';
import { inShape } from './inShape.js';
import type { TrainAndTest } from './trainAndTest.js';

/** Options of the image sets that come as MNIST's four files. */
export interface IdxImagesOptions<Shape extends readonly number[]> {
  /** Shape of one sample: 784 values in any arrangement. Default `[784]`. */
  readonly shape?: Shape | undefined;
  /** Folder with the four files, plain or as `.gz`. Default: see the data set. */
  readonly folder?: string | URL | undefined;
  /** How to download, if it comes to that. */
  readonly download?: DownloadOptions | undefined;
}

/** A set of images and labels in four IDX files. */
export interface IdxImages {
  /** Name of the set and of its folder in the cache. */
  readonly name: string;
  /** Names of the ten classes. */
  readonly labelNames: readonly string[];
  /** Folders in which the files may lie already, asked for one after the other. */
  readonly folders: readonly (() => string | undefined)[];
  /** Addresses to which a file's name with `.gz` is appended. */
  readonly mirrors: readonly string[];
  /** SHA-256 of each unpacked file. */
  readonly sha256: Readonly<Record<IdxFile, string>>;
  /** What a user without a network can do. */
  readonly hint: string;
}

type IdxFile =
  | 'train-images-idx3-ubyte'
  | 'train-labels-idx1-ubyte'
  | 't10k-images-idx3-ubyte'
  | 't10k-labels-idx1-ubyte';

/** Loads both parts from the given folder, else a known one, else the cache, else by download. */
export async function loadIdxImages<Shape extends readonly number[]>(
  images: IdxImages,
  options: IdxImagesOptions<Shape>,
): Promise<TrainAndTest<Shape>> {
  const part = async (name: string, prefix: 'train' | 't10k') => {
    const [pixels, labels] = await settled([
      read(images, `${prefix}-images-idx3-ubyte`, options),
      read(images, `${prefix}-labels-idx1-ubyte`, options),
    ]);
    const dataset = new Dataset({
      name: `${images.name}/${name}`,
      values: pixels.values,
      shape: [pixels.shape.slice(1).reduce((product, size) => product * size, 1)],
      scale: 1 / 255,
      labels: Int32Array.from(labels.values),
      labelNames: images.labelNames,
    });
    return inShape(dataset, options.shape);
  };
  const [train, test] = await settled([part('train', 'train'), part('test', 't10k')]);
  return { train, test };
}

/** Like `Promise.all`, but fails only when nothing is being downloaded or written any more. */
async function settled<Value>(promises: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

async function read(
  images: IdxImages,
  name: IdxFile,
  options: IdxImagesOptions<readonly number[]>,
) {
  const { bytes, path } = await find(images, name, options);
  return readIdx(bytes, path);
}

async function find(
  images: IdxImages,
  name: IdxFile,
  { folder, download }: IdxImagesOptions<readonly number[]>,
): Promise<LocalFile> {
  if (folder !== undefined) {
    const file = await readFromFolder(folder, name);
    if (file) return file;
    throw new DataFileError(String(folder), `the file ${name} or ${name}.gz in it`, 'neither');
  }
  for (const known of images.folders) {
    const place = known();
    const file = place === undefined ? undefined : await readFromFolder(place, name);
    if (file) return file;
  }
  const mirrors = images.mirrors.map((mirror) => `${mirror}${name}.gz`);
  const remote = {
    name,
    mirrors,
    sha256: images.sha256[name],
    hint: images.hint,
    maximumBytes: 64e6,
  };
  return cached(images.name, remote, download);
}
