import { Dataset } from '@autoencoder-zoo/core';
import { readBundled } from './files/bundled.js';
import { readCsv } from './readers/csv.js';
import { inShape } from './inShape.js';
import { slidingWindows } from './slidingWindows.js';
import type { TrainAndTest } from './trainAndTest.js';

/** Options of {@link internalBleeding}. */
export interface InternalBleedingOptions<Length extends number, Shape extends readonly number[]> {
  /** Steps of a window. Default 184, about one heart beat. */
  readonly length?: Length | undefined;
  /** Steps from one window to the next. Default 1. */
  readonly stride?: number | undefined;
  /** Shape of one sample: `[length]` (the default), or `[length, 1]` for recurrent models. */
  readonly shape?: Shape | undefined;
}

/** A signal with one anomaly, as windows and as a whole. */
export interface InternalBleeding<Shape extends readonly number[]> extends TrainAndTest<Shape> {
  /** Step of `series` at which each window of `test` begins. */
  readonly testStarts: Int32Array;
  /** The anomalous steps of `series`: `begin` included, `end` excluded. */
  readonly anomaly: { readonly begin: number; readonly end: number };
  /**
   * All 7,501 steps, of which the first 1,200 are for training, standardised as the windows are.
   */
  readonly series: Float32Array;
  /** A raw value of the signal is `value * deviation + mean`. */
  readonly mean: number;
  /** Standard deviation of the raw training steps. */
  readonly deviation: number;
}

const TRAIN_STEPS = 1200;

/**
 * Series 135, InternalBleeding16, of the UCR anomaly archive (Wu & Keogh 2021): a pressure signal
 * whose first 1,200 steps are free of anomalies, with one labelled anomaly later, cut into windows.
 *
 * Values are standardised by mean and deviation of the training steps. Test windows have label 1 if
 * they overlap the anomaly. Travels with this package.
 *
 * @throws RangeError if no window fits, or `shape` does not fit `length`.
 */
export async function internalBleeding<
  const Length extends number = 184,
  const Shape extends readonly number[] = [Length],
>(options: InternalBleedingOptions<Length, Shape> = {}): Promise<InternalBleeding<Shape>> {
  const { length = 184, stride, shape } = options;
  const { series: raw, anomaly } = await readSignal();
  const { mean, deviation } = moments(raw.subarray(0, TRAIN_STEPS));
  const series = raw.map((value) => (value - mean) / deviation);

  const part = (name: string, begin: number, end: number) => {
    const { values, starts } = slidingWindows(series.subarray(begin, end), { length, stride });
    const labels = starts.map((start) => {
      const first = begin + start;
      return first < anomaly.end && first + length > anomaly.begin ? 1 : 0;
    });
    const windows = new Dataset({
      name: `internal-bleeding/${name}`,
      values,
      shape: [length],
      labels,
      labelNames: ['normal', 'anomalous'],
    });
    return { dataset: inShape(windows, shape), starts: starts.map((start) => begin + start) };
  };
  const train = part('train', 0, TRAIN_STEPS);
  const test = part('test', TRAIN_STEPS, series.length);
  return {
    train: train.dataset,
    test: test.dataset,
    testStarts: test.starts,
    anomaly,
    series,
    mean,
    deviation,
  };
}

/**
 * The archive's test file repeats the training steps at its beginning, so it is the whole signal.
 */
async function readSignal() {
  const { bytes, path } = await readBundled(
    new URL('../data/135_UCR_Anomaly_InternalBleeding16_TEST.csv.gz', import.meta.url),
  );
  const { values, labels } = await readCsv(bytes, path, {
    columns: ['value'],
    label: 'is_anomaly',
  });
  return {
    series: Float32Array.from(values),
    anomaly: { begin: labels!.indexOf(1), end: labels!.lastIndexOf(1) + 1 },
  };
}

function moments(values: Float32Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}
