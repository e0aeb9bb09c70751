import { expect, it } from 'vitest';
import { factorScore } from './factorScore.js';
import { golden, made } from '../testing/golden.js';

const { codes, factors } = made();

it.each(Object.entries(golden.made.factorScore))(
  'agrees with NumPy, which draws others, %s samples for a vote',
  (samples, expected) => {
    const options = { votes: 20_000, samples: Number(samples) };
    // Four standard errors of the difference.
    expect(Math.abs(factorScore(codes, factors, options) - expected)).toBeLessThanOrEqual(0.0132);
  },
);

it('depends on the seed, and is the same for the same seed', () => {
  const options = { votes: 300, samples: 5 };
  const first = factorScore(codes, factors, { ...options, seed: 1 });
  expect(factorScore(codes, factors, { ...options, seed: 1 })).toBe(first);
  expect(factorScore(codes, factors, { ...options, seed: 2 })).not.toBe(first);
});

it('leaves out collapsed units, which never move', () => {
  const count = codes.shape[0];
  const data = Float64Array.from({ length: 2 * count }, (_, at) =>
    at % 2 === 0
      ? 1e-3 * factors.data[3 * (at / 2)]
      : codes.data[codes.shape[1] * ((at - 1) / 2) + 1],
  );
  const two = { data, shape: [count, 2] };
  // The small unit knows the first factor.
  const all = factorScore(two, factors, { threshold: 0 });
  expect(factorScore(two, factors)).toBeLessThan(all - 0.2);
});

it('refuses what cannot be drawn or told apart', () => {
  const few = { data: Float32Array.of(0, 1, 0, 0, 1, 1, 1, 3), shape: [4, 2] };
  const one = { data: Float32Array.of(0, 0, 1, 1), shape: [4, 1] };
  expect(() => factorScore(few, few)).toThrow('factor 1 is 0 for one sample only');
  expect(() => factorScore(few, one)).toThrow('2 factors apart at least');
  const still = { ...codes, data: codes.data.map((value) => value / 1e3) };
  expect(() => factorScore(still, factors)).toThrow('no unit has a variance above 0.01');
  expect(() => factorScore(codes, factors, { samples: 1 })).toThrow('"samples"');
});
