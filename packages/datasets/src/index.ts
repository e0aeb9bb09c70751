export {
  fromArrays,
  type FromArraysOptions,
  type NestedNumbers,
  type NumberArray,
  type TensorLike,
} from './from-arrays.js';
export { fromFile, type FromFileOptions } from './from-file.js';
export { split, type SplitOptions } from './split.js';
export { slidingWindows, type SlidingWindows } from './sliding-windows.js';
export { datasets, type DatasetEntry, type LoadedDataset, type LoadOptions } from './registry.js';

export { readIdx } from './readers/idx.js';
export { readNpy } from './readers/npy.js';
export { readCsv, type Column, type CsvOptions, type CsvTable } from './readers/csv.js';
export {
  readTimeSeries,
  type TimeSeriesFile,
  type TimeSeriesOptions,
} from './readers/time-series.js';
export { readBagsOfWords, type BagsOfWords } from './readers/bags-of-words.js';
export { decompress } from './readers/decompress.js';
export { DataFileError } from './readers/data-file-error.js';
export type { EncodedLabels } from './readers/labels.js';
export type { NumericArray } from './readers/numeric-array.js';
export type { TrainAndTest } from './train-and-test.js';

export {
  download,
  DownloadError,
  type DownloadOptions,
  type DownloadProgress,
  type RemoteFile,
} from './files/download.js';
