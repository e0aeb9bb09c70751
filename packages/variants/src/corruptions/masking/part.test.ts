import { expect, it } from 'vitest';
import { inputShape, samples, withParts } from '../../testing/models.js';
import { masking } from './part.js';

it.each([0.3, 0.8])('loses a share of %d of the values, and leaves the others', async (rate) => {
  const data = samples(500);
  const damaged = await withParts({ corruption: masking({ rate }) }).corrupt(data);
  expect(damaged.shape).toEqual([500, ...inputShape]);
  const lost = damaged.filter((value) => value === 0).length / damaged.length;
  expect(lost).toBeCloseTo(rate, 1);
  damaged.forEach((value, i) => expect([0, Math.fround(data.values[i])]).toContain(value));
});
