import { RandomStream } from '@autoencoder-zoo/core';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { iterativeQuantisation, quantisedCodes } from './iterativeQuantisation.js';

/** What `quantisation.py` wrote. */
const expected = JSON.parse(
  readFileSync(new URL('../testing/quantisation.json', import.meta.url), 'utf8'),
) as Readonly<Record<'codes' | 'held' | 'start' | 'mean' | 'rotation' | 'bits', number[]>> & {
  readonly size: number;
};
const { size } = expected;
const shape = (values: readonly number[]) => ({
  data: Float32Array.from(values),
  shape: [values.length / size, size],
});
const codes = shape(expected.codes);

it('agrees with the same computed by NumPy', () => {
  const quantisation = iterativeQuantisation(codes, { seed: 3 });
  quantisation.mean.forEach((value, i) => expect(value).toBeCloseTo(expected.mean[i], 10));
  quantisation.rotation.forEach((value, i) => expect(value).toBeCloseTo(expected.rotation[i], 10));
  const bits = quantisedCodes(quantisation, shape(expected.held));
  expect(bits.shape).toEqual([40, size]);
  expect(Array.from(bits)).toEqual(expected.bits);
});

it('begins with a rotation of the seed', () => {
  const begin = (seed: number) => iterativeQuantisation(codes, { seed, iterations: 0 }).rotation;
  begin(3).forEach((value, i) => expect(value).toBeCloseTo(expected.start[i], 12));
  expect(begin(4)).not.toEqual(begin(3));
  expect(iterativeQuantisation(codes).rotation).toEqual(
    iterativeQuantisation(codes, { seed: 0, iterations: 50 }).rotation,
  );
});

it('finds the cube in which corners were turned', () => {
  const [count, bits] = [400, 6];
  const corners = Array.from(
    new RandomStream(1, 'corners').uniform(new Float32Array(count * bits)),
  );
  const spread = new RandomStream(1, 'spread').normal(new Float32Array(count * bits));
  const { rotation } = iterativeQuantisation({ data: spread, shape: [count, bits] });
  const turned = Float32Array.from({ length: count * bits }, (_, at) => {
    const [row, column] = [Math.floor(at / bits), at % bits];
    return Array.from({ length: bits }, (_, i) => {
      const value = (corners[row * bits + i] < 0.5 ? -1 : 1) + 0.05 * spread[row * bits + i];
      return value * rotation[i * bits + column];
    }).reduce((sum, value) => sum + value);
  });
  const set = { data: turned, shape: [count, bits] };
  const found = quantisedCodes(iterativeQuantisation(set), set);
  // Each bit is one of the corners' numbers, or its opposite.
  for (let bit = 0; bit < bits; bit++) {
    const agreements = Array.from({ length: bits }, (_, i) => {
      let agreeing = 0;
      for (let row = 0; row < count; row++) {
        if (corners[row * bits + i] >= 0.5 === (found[row * bits + bit] === 1)) agreeing++;
      }
      return Math.max(agreeing, count - agreeing);
    });
    expect(agreements.filter((agreeing) => agreeing === count)).toHaveLength(1);
  }
});

it('refuses what does not fit', () => {
  const refused = (iterations: number) => () => iterativeQuantisation(codes, { iterations });
  expect(refused(-1)).toThrow('an integer from 0, but is -1');
  expect(refused(0.5)).toThrow('an integer from 0, but is 0.5');
  const holed = { data: codes.data.with(6, NaN), shape: codes.shape };
  expect(() => iterativeQuantisation(holed)).toThrow(
    'the codes: sample 1 holds NaN at position 2 of 4',
  );
  const other = { data: new Float32Array(6), shape: [2, 3] };
  expect(() => quantisedCodes(iterativeQuantisation(codes), other)).toThrow(
    'codes have 3 numbers, but the quantisation was of 4',
  );
});
