import { expect, it } from 'vitest';
import { exponent, middle, type Point } from './curve.js';

const at = (value: number, milliseconds: number): Point => ({
  value,
  milliseconds,
  first: 1,
  memory: value ** 2,
});

it('finds the exponent of the larger half', () => {
  const points = [at(1, 10), at(10, 10), at(100, 20), at(1000, 200), at(10_000, 2000)];
  expect(exponent(points, 'milliseconds')).toBeCloseTo(1, 10);
  expect(exponent(points, 'memory')).toBeCloseTo(2, 10);
  expect(exponent(points, 'first')).toBeCloseTo(0, 10);
});

it('takes the median of each quantity by itself', () => {
  expect(middle([at(3, 5), at(3, 1), at(3, 2)])).toEqual(at(3, 2));
});
