import { describe, expect, it } from 'vitest';
import { lineSearch, type Trial } from './lineSearch.js';

type Curve = (step: number) => readonly [value: number, slope: number];

/** Looks along a curve; counts the trials. */
async function search(curve: Curve, first: number) {
  const trials: Trial[] = [];
  const at = (step: number): Trial => {
    const [value, slope] = curve(step);
    return { step, value, slope };
  };
  const look = (step: number) => {
    trials.push(at(step));
    return Promise.resolve(at(step));
  };
  return { found: await lineSearch(look, at(0), first), trials, origin: at(0) };
}

// The first two functions of Moré and Thuente, "Line search algorithms with guaranteed sufficient
// decrease", 1994.
const rational: Curve = (a) => [-a / (a ** 2 + 2), (a ** 2 - 2) / (a ** 2 + 2) ** 2];
const quintic: Curve = (a) => [
  (a + 0.004) ** 5 - 2 * (a + 0.004) ** 4,
  5 * (a + 0.004) ** 4 - 8 * (a + 0.004) ** 3,
];

describe('lineSearch', () => {
  it.each([rational, quintic])('fulfils the strong Wolfe conditions', async (curve) => {
    for (const first of [1e-3, 0.1, 1, 10, 1000]) {
      const { found, trials, origin } = await search(curve, first);
      expect(found!.value).toBeLessThanOrEqual(origin.value + 1e-4 * found!.step * origin.slope);
      expect(Math.abs(found!.slope)).toBeLessThanOrEqual(-0.9 * origin.slope);
      expect(trials.length).toBeLessThan(16);
    }
  });

  it('takes the first step that is good enough', async () => {
    const { found, trials } = await search((a) => [(a - 1) ** 2, 2 * (a - 1)], 0.8);
    expect(found!.step).toBe(0.8);
    expect(trials).toHaveLength(1);
  });

  it('finds the minimum of a cubic with its second trial', async () => {
    const { trials } = await search((a) => [a ** 3 - 3 * a, 3 * a ** 2 - 3], 2);
    expect(trials[1].step).toBeCloseTo(1, 12);
  });

  it.each([NaN, Infinity])('comes back from where the value is %d', async (bad) => {
    const { found } = await search((a) => (a > 0.3 ? [bad, bad] : [-a, -1]), 8);
    expect(found!.step).toBeGreaterThan(0.2);
    expect(found!.step).toBeLessThanOrEqual(0.3);
  });

  it('finds nothing where the slope lies', async () => {
    const { found, trials } = await search((a) => [a, -1], 1);
    expect(found).toBeUndefined();
    expect(trials).toHaveLength(25);
  });
});
