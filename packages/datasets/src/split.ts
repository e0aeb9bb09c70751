import { streams, type Dataset } from '@autoencoder-zoo/core';

/** How large the first part is, and which samples it gets. */
export type SplitOptions = (
  | {
      /** Share of the samples that go to the first part, above 0 and below 1. */
      readonly fraction: number;
      readonly count?: undefined;
    }
  | {
      /** Number of samples that go to the first part. */
      readonly count: number;
      readonly fraction?: undefined;
    }
) & {
  /** The same seed gives the same parts. Default 0. */
  readonly seed?: number | undefined;
};

/**
 * Splits a data set at random into two which share no sample:
 * `const [train, validation] = split(all, { fraction: 0.9, seed: 7 })`.
 *
 * @throws RangeError if a part would be empty or `seed` is no integer from 0 to 2^53 - 1.
 */
export function split<Shape extends readonly number[]>(
  dataset: Dataset<Shape>,
  options: SplitOptions,
): [first: Dataset<Shape>, rest: Dataset<Shape>] {
  const { fraction, count = Math.round((fraction ?? NaN) * dataset.length), seed = 0 } = options;
  if (!Number.isInteger(count) || count < 1 || count >= dataset.length) {
    throw new RangeError(
      `${dataset.name}: the first part of a split has 1 to ${dataset.length - 1} samples, but ` +
        (fraction === undefined ? `count is ${count}` : `fraction ${fraction} gives ${count}`),
    );
  }
  const order = streams(seed)('split').permutation(dataset.length);
  return [dataset.select(order.subarray(0, count)), dataset.select(order.subarray(count))];
}
