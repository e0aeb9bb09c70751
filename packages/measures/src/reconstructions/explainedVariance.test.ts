import { expect, it } from 'vitest';
import { explainedVariance, fractionOfVarianceUnexplained } from './explainedVariance.js';
import { golden, samples } from '../testing/golden.js';

const train = samples(golden.train);

it("agrees with scikit-learn's r2_score", () => {
  const reconstructions = samples(golden.reconstructions);
  const { explainedVariance: expected } = golden;
  expect(explainedVariance(reconstructions, train)).toBeCloseTo(expected, 12);
  expect(fractionOfVarianceUnexplained(reconstructions, train)).toBeCloseTo(1 - expected, 12);
});

it('is 0 unexplained for the samples themselves, and keeps digits far from zero', () => {
  expect(fractionOfVarianceUnexplained(train, train)).toBe(0);
  const far = { data: Float64Array.of(1e9, 1e9 + 2), shape: [2, 1] };
  const guesses = { data: Float64Array.of(1e9 + 0.5, 1e9 + 2), shape: [2, 1] };
  expect(fractionOfVarianceUnexplained(guesses, far)).toBeCloseTo(0.125, 12);
});

it('refuses what cannot be compared', () => {
  const one = { data: Float32Array.of(1, 1), shape: [2, 1] };
  expect(() => explainedVariance(one, train)).toThrow('they must agree');
  expect(() => explainedVariance(samples(golden.test), train)).toThrow(
    'the reconstructions are 45, the samples 157',
  );
  expect(() => explainedVariance(one, one)).toThrow('the samples are all equal');
});
