import { expect, it } from 'vitest';
import { activeUnits } from './activeUnits.js';
import { golden, samples } from '../testing/golden.js';

it('counts the variances above the threshold', () => {
  const codes = samples(golden.train);
  const sorted = golden.variances.toSorted((a, b) => a - b);
  sorted.forEach((variance, below) => {
    expect(activeUnits(codes, variance * 0.9999)).toBe(golden.size - below);
    expect(activeUnits(codes, variance * 1.0001)).toBe(golden.size - below - 1);
  });
});

it('has the threshold of the paper', () => {
  // Variances 0.0098, 0.0102 and 0, around means far off.
  const data = Float32Array.of(5.099, -3.101, 7, 4.901, -2.899, 7);
  expect(activeUnits({ data, shape: [2, 3] })).toBe(1);
});

it('refuses a negative threshold', () => {
  expect(() => activeUnits(samples(golden.train), -1)).toThrow('at least 0, but is -1');
});
