import { shaped } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { agreementOfGroups } from './groups.js';

const lengths = [1, 5, 2, 9, 0.1, 3];

it('finds groups by directions, whatever the lengths of codes', () => {
  const codes = Float32Array.from(
    lengths.flatMap((length, sample) =>
      sample < 3 ? [length, 0.1 * length] : [-0.2 * length, length],
    ),
  );
  expect(agreementOfGroups(shaped(codes, [6, 2]), [7, 7, 7, 4, 4, 4], 0)).toBeCloseTo(1, 12);
  expect(agreementOfGroups(shaped(codes, [6, 2]), [7, 4, 7, 4, 7, 4], 0)).toBeLessThan(0.1);
});

it('starts from what the seed draws', () => {
  const codes = shaped(
    Float32Array.from({ length: 400 }, (_, i) => Math.sin(i * i)),
    [200, 2],
  );
  const classes = Array.from({ length: 200 }, (_, sample) => sample % 5);
  const agreements = [0, 0, 1, 2, 3].map((seed) => agreementOfGroups(codes, classes, seed));
  expect(agreements[0]).toBe(agreements[1]);
  expect(new Set(agreements).size).toBeGreaterThan(1);
});
