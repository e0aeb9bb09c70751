import { expect, it } from 'vitest';
import { meanSquaredError, peakSignalToNoiseRatio } from './meanSquaredError.js';
import { golden } from '../testing/golden.js';

const { scores, positive } = golden.roc;

it("agrees with scikit-learn's mean squared error", () => {
  expect(meanSquaredError(scores, positive)).toBeCloseTo(golden.meanSquaredError, 12);
});

it('measures noise against the peak', () => {
  // An error of 1/10 everywhere is 20 dB below the peak 1, and 40 dB below the peak 10.
  expect(peakSignalToNoiseRatio([0.5, 0.1], [0.4, 0.2])).toBeCloseTo(20, 10);
  expect(peakSignalToNoiseRatio([0.5, 0.1], [0.4, 0.2], 10)).toBeCloseTo(40, 10);
  expect(peakSignalToNoiseRatio([0.5], [0.5])).toBe(Infinity);
});

it('refuses what cannot be compared', () => {
  expect(() => meanSquaredError([1], [1, 2])).toThrow('but 1 and 2 came');
  expect(() => meanSquaredError([], [])).toThrow('but 0 and 0 came');
  expect(() => peakSignalToNoiseRatio([1], [1], 0)).toThrow('positive, but is 0');
});
