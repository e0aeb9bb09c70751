import { describe, expect, it } from 'vitest';
import { sCurve } from './sCurve.js';
import { swissRoll } from './swissRoll.js';

describe.each([
  ['swissRoll', swissRoll, 1.5 * Math.PI, 4.5 * Math.PI, 21],
  ['sCurve', sCurve, -1.5 * Math.PI, 1.5 * Math.PI, 2],
])('%s', (_, draw, first, last, width) => {
  it('draws points evenly over its range', async () => {
    const { points, position } = await draw({ n: 2000 });
    expect([points.length, points.shape, position.length]).toEqual([2000, [3], 2000]);
    const across = points.values.filter((__, index) => index % 3 === 1);
    for (const [values, low, high] of [
      [position, first, last],
      [across, 0, width],
    ] as const) {
      const sorted = Float32Array.from(values).sort();
      const range = high - low;
      expect(sorted[0]).toBeGreaterThanOrEqual(Math.fround(low));
      expect(sorted[1999]).toBeLessThanOrEqual(Math.fround(high));
      for (const quarter of [0.25, 0.5, 0.75]) {
        expect(sorted[2000 * quarter]).toBeGreaterThan(low + (quarter - 0.05) * range);
        expect(sorted[2000 * quarter]).toBeLessThan(low + (quarter + 0.05) * range);
      }
    }
  });

  it('depends on the seed alone', async () => {
    const one = await draw({ n: 10, seed: 1, noise: 0.1 });
    expect(await draw({ n: 10, seed: 1, noise: 0.1 })).toEqual(one);
    expect((await draw({ n: 10, seed: 2, noise: 0.1 })).position).not.toEqual(one.position);
  });

  it('adds normal noise to the points, not to the position', async () => {
    const clean = await draw({ n: 2000, seed: 3 });
    const noisy = await draw({ n: 2000, seed: 3, noise: 0.5 });
    expect(noisy.position).toEqual(clean.position);
    const noise = Array.from(
      clean.points.values,
      (value, index) => noisy.points.values[index] - value,
    );
    const squares = noise.reduce((sum, value) => sum + value ** 2, 0);
    expect(Math.sqrt(squares / noise.length)).toBeCloseTo(0.5, 1);
  });

  it.each([{ n: 0 }, { n: 1.5 }, { noise: -1 }, { seed: -1 }])('refuses %o', async (options) => {
    await expect(draw(options)).rejects.toThrow(RangeError);
  });
});

it('puts the Swiss roll on a spiral', async () => {
  const { points, position } = await swissRoll({ n: 50 });
  position.forEach((t, index) => {
    const [x, , z] = points.values.subarray(3 * index);
    expect(Math.hypot(x, z)).toBeCloseTo(t, 4);
    expect(Math.cos(Math.atan2(z, x) - t)).toBeCloseTo(1, 4);
  });
});

it('puts the S curve on two circles', async () => {
  const { points, position } = await sCurve({ n: 50 });
  position.forEach((t, index) => {
    const [x, , z] = points.values.subarray(3 * index);
    expect(Math.hypot(x, z + Math.sign(t))).toBeCloseTo(1, 5);
  });
});
