import { expect, it } from 'vitest';
import { slidingWindows } from './slidingWindows.js';

const series = Float32Array.of(0, 1, 2, 3, 4, 5);

it('cuts a series into windows', () => {
  const { values, starts } = slidingWindows(series, { length: 3, stride: 2 });
  expect(values).toEqual(Float32Array.of(0, 1, 2, 2, 3, 4));
  expect(starts).toEqual(Int32Array.of(0, 2));
  expect(slidingWindows(series, { length: 6 }).values).toEqual(series);
  expect(slidingWindows(series, { length: 2 }).starts).toHaveLength(5);
});

it.each([
  [{ length: 7 }, /a window of 7 steps does not fit a series of 6/],
  [{ length: 0 }, /length of the windows must be a positive integer, but is 0/],
  [{ length: 2, stride: 0.5 }, /stride of the windows must be a positive integer, but is 0.5/],
])('refuses %o', (options, message) => {
  expect(() => slidingWindows(series, options)).toThrow(message);
});
