import { expect, it } from 'vitest';
import { hasNonFinite } from './finite.js';

const sizes = [1, 2, 3, 4, 5, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 100_003];

it.each(sizes)('finds NaN and infinities at any place of %i values', (size) => {
  const values = Float32Array.from(
    { length: size },
    (_, i) => (i % 2 ? 3.4e38 : -1e-45) * ((i % 5) / 5),
  );
  expect(hasNonFinite(values)).toBe(false);
  for (const place of [0, Math.floor(size / 2), size - 1]) {
    for (const bad of [NaN, -NaN, Infinity, -Infinity]) {
      const holed = values.with(place, bad);
      expect(hasNonFinite(holed)).toBe(true);
    }
  }
  // What an earlier call has left behind does not count.
  expect(hasNonFinite(values)).toBe(false);
});

it('takes a view of a larger array for what it is', () => {
  const values = Float32Array.of(NaN, 1, 2, 3, NaN);
  expect(hasNonFinite(values.subarray(1, 4))).toBe(false);
  expect(hasNonFinite(values.subarray(1, 5))).toBe(true);
});
