/** Windows of a series. */
export interface SlidingWindows {
  /** `windows * length` values. */
  readonly values: Float32Array;
  /** Position in the series where each window begins. */
  readonly starts: Int32Array;
}

/**
 * Cuts a series of one channel into windows of `length` steps, one every `stride` steps. Steps at
 * the end that fill no window are left out.
 *
 * @throws RangeError if `length` or `stride` is no positive integer or no window fits.
 */
export function slidingWindows(
  series: Float32Array,
  { length, stride = 1 }: { readonly length: number; readonly stride?: number | undefined },
): SlidingWindows {
  for (const [name, value] of Object.entries({ length, stride })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${name} of the windows must be a positive integer, but is ${value}`);
    }
  }
  if (length > series.length) {
    throw new RangeError(`a window of ${length} steps does not fit a series of ${series.length}`);
  }
  const count = Math.floor((series.length - length) / stride) + 1;
  const starts = Int32Array.from({ length: count }, (_, index) => index * stride);
  const values = new Float32Array(count * length);
  starts.forEach((start, index) => {
    values.set(series.subarray(start, start + length), index * length);
  });
  return { values, starts };
}
