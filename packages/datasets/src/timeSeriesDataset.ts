import { Dataset } from '@autoencoder-zoo/core';
import { readBundled } from './files/bundled.js';
import type { LocalFile } from './files/nodeFiles.js';
import { readTimeSeries } from './readers/timeSeries.js';
import { inShape } from './inShape.js';

/** Options of the data sets of series with one channel. */
export interface SeriesOptions<Shape extends readonly number[]> {
  /** Shape of one sample: `[steps]` (the default), or `[steps, 1]` for recurrent models. */
  readonly shape?: Shape | undefined;
}

interface TimeSeriesDatasetOptions<Shape extends readonly number[]> extends SeriesOptions<Shape> {
  readonly labelNames: readonly string[];
  /** Steps to which shorter series are padded. */
  readonly steps?: number | undefined;
}

/** Makes a data set of a `.ts` file; series of one channel have the shape `[steps]` by default. */
export async function timeSeriesDataset<Shape extends readonly number[]>(
  name: string,
  { bytes, path }: LocalFile,
  { shape, labelNames, steps }: TimeSeriesDatasetOptions<Shape>,
): Promise<Dataset<Shape>> {
  const read = await readTimeSeries(bytes, path, { steps });
  const { values, labels, lengths } = read;
  const [, longest, channels] = read.shape;
  const natural = channels === 1 ? [longest] : [longest, channels];
  return inShape(new Dataset({ name, values, shape: natural, labels, labelNames, lengths }), shape);
}

/** The same of a `.ts` file that travels with this package. */
export async function bundledTimeSeries<Shape extends readonly number[]>(
  name: string,
  url: URL,
  options: TimeSeriesDatasetOptions<Shape>,
): Promise<Dataset<Shape>> {
  return timeSeriesDataset(name, await readBundled(url), options);
}
