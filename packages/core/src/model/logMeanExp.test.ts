import { expect, it } from 'vitest';
import { LogMeanExp } from './logMeanExp.js';

it('is the logarithm of the mean of exponentials, however they come', () => {
  const means = new LogMeanExp(2);
  means.add(0, Float32Array.of(1, 2));
  means.add(1, Float32Array.of(3));
  means.add(0, Float32Array.of(5));
  const expected = Math.log((Math.exp(1) + Math.exp(2) + Math.exp(5)) / 3);
  expect(means.values[0]).toBeCloseTo(expected, 12);
  expect(means.values[1]).toBeCloseTo(3, 12);
});

it('holds exponents beyond what a float can', () => {
  const means = new LogMeanExp(1);
  means.add(0, Float32Array.of(-1000));
  means.add(0, Float32Array.of(5000, -Infinity));
  means.add(0, Float32Array.of(5000));
  expect(means.values[0]).toBeCloseTo(5000 + Math.log(2 / 4), 12);
});

it('is minus infinity where all are', () => {
  const means = new LogMeanExp(1);
  means.add(0, Float32Array.of(-Infinity));
  means.add(0, Float32Array.of(-Infinity));
  expect(means.values[0]).toBe(-Infinity);
});
