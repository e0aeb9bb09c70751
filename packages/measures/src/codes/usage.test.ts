import { expect, it } from 'vitest';
import { activeUnitsPerSample, deadCodeShare, deadUnitShare } from './usage.js';

// Units 0 and 3 are never active, unit 1 once, unit 2 always.
const codes = {
  data: Float32Array.of(0, 0, -2, 0, 0, 0.5, 1, 0, 0, 0, 3, -0),
  shape: [3, 2, 2],
};

it('counts active units of a sample, on average', () => {
  expect(activeUnitsPerSample(codes)).toBeCloseTo(4 / 3, 12);
  expect(activeUnitsPerSample(codes, 0.5)).toBe(1);
  expect(activeUnitsPerSample(codes, 2)).toBeCloseTo(1 / 3, 12);
});

it('tells the share of units that no sample uses', () => {
  expect(deadUnitShare(codes)).toBe(0.5);
  expect(deadUnitShare(codes, 0.5)).toBe(0.75);
});

it('counts the same over many samples, which are read in parts', () => {
  const data = Float32Array.from({ length: 3 * 1000 }, (_, at) => (at % 7 === 0 ? 1 : 0));
  const sparse = { data, shape: [1000, 3] };
  expect(activeUnitsPerSample(sparse)).toBeCloseTo(429 / 1000, 12);
  data[2999] = 1;
  data.forEach((_, at) => at % 3 === 2 && at < 2999 && (data[at] = 0));
  expect(deadUnitShare(sparse)).toBe(0);
  data[2999] = 0;
  expect(deadUnitShare(sparse)).toBeCloseTo(1 / 3, 12);
});

it('tells the share of entries of a codebook that no vector takes', () => {
  expect(deadCodeShare([0, 3, 3, 1], 8)).toBe(5 / 8);
  expect(deadCodeShare(Int32Array.of(1, 0), 2)).toBe(0);
});

it('refuses what is out of range', () => {
  expect(() => activeUnitsPerSample(codes, -1)).toThrow('at least 0, but is -1');
  expect(() => deadUnitShare(codes, NaN)).toThrow('at least 0, but is NaN');
  expect(() => deadCodeShare([0], 0)).toThrow('integer from 1, but is 0');
  expect(() => deadCodeShare([], 3)).toThrow('there are no indices');
  expect(() => deadCodeShare([0, 3], 3)).toThrow(
    'integers from 0 to 2, since there are 3 entries, but one is 3',
  );
  expect(() => deadCodeShare([0.5], 3)).toThrow('but one is 0.5');
});
