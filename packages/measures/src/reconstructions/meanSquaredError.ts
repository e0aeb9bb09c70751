/**
 * Mean of the squared differences over all values.
 *
 * @throws RangeError if the numbers of values differ, or there are none.
 */
export function meanSquaredError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length || actual.length === 0) {
    throw new RangeError(
      `an error is between equally many values, at least one, but ${actual.length} and ${expected.length} came`,
    );
  }
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += (actual[i] - expected[i]) ** 2;
  return sum / actual.length;
}

/**
 * Peak signal-to-noise ratio in decibels, 10 log10(peak^2 / mean squared error), with the mean over
 * all values given; `Infinity` for equal values.
 *
 * @param peak - Largest value that there can be: 1 for images from 0 to 1, the default.
 * @throws RangeError if the numbers of values differ, there are none, or peak is not positive.
 */
export function peakSignalToNoiseRatio(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  peak = 1,
): number {
  if (!(peak > 0)) throw new RangeError(`the peak of a signal is positive, but is ${peak}`);
  return 10 * Math.log10(peak ** 2 / meanSquaredError(actual, expected));
}
