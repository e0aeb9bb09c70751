export { fromArrays, type FromArraysOptions } from './fromArrays.js';
export { columnNames, fromFile, type FromFileOptions } from './fromFile.js';
export { split, type SplitOptions } from './split.js';
export { slidingWindows, type SlidingWindows } from './slidingWindows.js';
export { datasets, type DatasetEntry, type LoadedDataset, type LoadOptions } from './registry.js';

export { readIdx } from './readers/idx.js';
export { readNpy } from './readers/npy.js';
export { readCsv, type CsvColumn, type CsvOptions, type CsvTable } from './readers/csv.js';
export {
  readTimeSeries,
  type TimeSeriesFile,
  type TimeSeriesOptions,
} from './readers/timeSeries.js';
export { readBagsOfWords, type BagsOfWords } from './readers/bagsOfWords.js';
export { decompress, type SizeLimit } from './readers/decompress.js';
export type { TextOptions } from './readers/readText.js';
export type { CsvColumnOptions } from './readers/csv/pickColumns.js';
export type { DialectOptions } from './readers/csv/dialect.js';
export type { DecimalMark } from './readers/numbers.js';
export { DataFileError } from './readers/dataFileError.js';
export type { EncodedLabels } from './readers/encodeLabels.js';
export type { NumericArray } from './readers/numericArray.js';
export type { TrainAndTest } from './trainAndTest.js';
export type { IdxImagesOptions } from './idxImages.js';
export type { Manifold, ManifoldOptions } from './manifold.js';
export type { SeriesOptions } from './timeSeriesDataset.js';

export {
  download,
  DownloadError,
  type DownloadOptions,
  type DownloadProgress,
  type RemoteFile,
} from './files/download.js';
