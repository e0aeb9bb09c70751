import type { Dataset } from '@autoencoder-zoo/core';
import { unzipSync } from 'fflate';
import { cached, type DownloadOptions, type RemoteFile } from './files/download.js';
import { readBytes, type LocalFile } from './files/nodeFiles.js';
import { DataFileError, describeStart } from './readers/dataFileError.js';
import { readTimeSeries } from './readers/timeSeries.js';
import { bundledTimeSeries, timeSeriesDataset, type SeriesOptions } from './timeSeriesDataset.js';

const CLASSES = [
  'normal',
  'R-on-T premature ventricular contraction',
  'premature ventricular contraction',
  'supraventricular premature or ectopic beat',
  'unclassified beat',
];

/**
 * ECG5000 of the UCR archive (Chen, Hao, Rakthanmanon, Zakaria, Hu & Keogh 2015; Goldberger et al.
 * 2000): heart beats of one patient, 140 steps, mean 0 and variance 1. The 500 beats for training
 * travel with this package; see {@link ecg5000Test} for the others.
 *
 * Labels: 0 normal (292 beats), 1 to 4 kinds of anomalies (177, 10, 19, 2 beats).
 *
 * @throws RangeError if `shape` has not 140 values.
 */
export async function ecg5000<const Shape extends readonly number[] = [140]>({
  shape,
}: SeriesOptions<Shape> = {}): Promise<{ readonly train: Dataset<Shape> }> {
  const url = new URL('../data/ECG5000_TRAIN.ts.gz', import.meta.url);
  return {
    train: await bundledTimeSeries('ecg5000/train', url, { shape, labelNames: CLASSES }),
  };
}

/** Options of {@link ecg5000Test}. */
export interface Ecg5000TestOptions<Shape extends readonly number[]> extends SeriesOptions<Shape> {
  /** The file `ECG5000_TEST.ts`, plain or as `.gz`. Default: the cache, else a download. */
  readonly file?: string | URL | undefined;
  /** How to download, if it comes to that. */
  readonly download?: DownloadOptions | undefined;
}

/**
 * The 4,500 test beats of {@link ecg5000}: 2,627 normal ones and 1,590, 86, 175, 22 anomalous ones.
 * Read from `file` if given, else from the cache, else downloaded (11 MB).
 *
 * @throws DataFileError if the file is damaged or another one.
 * @throws DownloadError if it cannot be downloaded.
 */
export async function ecg5000Test<const Shape extends readonly number[] = [140]>({
  shape,
  file,
  download,
}: Ecg5000TestOptions<Shape> = {}): Promise<Dataset<Shape>> {
  const local = file ? await checked(file) : await cached('ecg5000', TEST_FILE, download);
  return timeSeriesDataset('ecg5000/test', local, { shape, labelNames: CLASSES });
}

async function checked(file: string | URL): Promise<LocalFile> {
  const local = { bytes: await readBytes(file), path: String(file) };
  await checkBeats(local.bytes, local.path);
  return local;
}

/** Beats of class 0 and of the others. */
export function normalAndAnomalous<Shape extends readonly number[]>(
  beats: Dataset<Shape>,
): { readonly normal: Dataset<Shape>; readonly anomalous: Dataset<Shape> } {
  const { labels } = beats;
  if (!labels) throw new RangeError(`${beats.name}: beats without labels cannot be told apart`);
  const all = Array.from(labels.keys());
  return {
    normal: beats.select(all.filter((beat) => labels[beat] === 0)),
    anomalous: beats.select(all.filter((beat) => labels[beat] !== 0)),
  };
}

/** Where the test beats come from. */
export const TEST_FILE: RemoteFile = {
  name: 'ECG5000_TEST.ts',
  mirrors: [
    'https://www.timeseriesclassification.com/aeon-toolkit/ECG5000.zip',
    'https://www.timeseriesclassification.com/Downloads/ECG5000.zip',
  ],
  maximumBytes: 64e6,
  unpack: (bytes, name, limit) => Promise.resolve().then(() => unzip(bytes, name, limit)),
  check: (bytes) => checkBeats(bytes, 'ECG5000_TEST.ts'),
  hint: 'pass { file }',
};

function unzip(
  bytes: Uint8Array,
  name: string,
  { maximumBytes }: { readonly maximumBytes: number },
): Uint8Array {
  const expected = `a zip archive with the file ${name} of at most ${maximumBytes} bytes`;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: (entry) => entry.name.endsWith(name) && entry.originalSize <= maximumBytes,
    });
  } catch (cause) {
    throw new DataFileError('ECG5000.zip', expected, describeStart(bytes), { cause });
  }
  const file = Object.values(files).at(0);
  if (!file) throw new DataFileError('ECG5000.zip', expected, 'no such file in it');
  return file;
}

/** The archive publishes no checksums, but numbers of beats a class. */
async function checkBeats(bytes: Uint8Array, path: string): Promise<void> {
  const { labels, shape } = await readTimeSeries(bytes, path);
  const counts = CLASSES.map((_, label) => labels?.filter((other) => other === label).length);
  const found = `${counts.join(', ')} beats of ${shape[1]} steps`;
  const expected = '2627, 1590, 86, 175, 22 beats of 140 steps';
  if (found !== expected) {
    throw new DataFileError(path, `${expected} in the classes 1 to 5`, found);
  }
}
