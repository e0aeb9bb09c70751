import { RandomStream } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { kMeans } from './kMeans.js';

const stream = () => new RandomStream(2, 'test');

it('finds clusters that lie apart', () => {
  const noise = stream().normal(new Float32Array(300 * 2));
  const corners = [
    [0, 0],
    [10, 0],
    [0, 10],
  ];
  const points = noise.map((value, i) => 0.5 * value + corners[Math.floor(i / 200)][i % 2]);
  const centres = kMeans(points, { dim: 2, count: 3 }, stream());
  for (const [cluster, corner] of corners.entries()) {
    const mean = [0, 1].map((d) => {
      const own = points.subarray(cluster * 200, (cluster + 1) * 200).filter((_, i) => i % 2 === d);
      return own.reduce((sum, value) => sum + value / 100, 0);
    });
    const found = [0, 1, 2].map((i) => Array.from(centres.subarray(2 * i, 2 * i + 2)));
    const best = found.toSorted(
      (a, b) =>
        Math.hypot(a[0] - corner[0], a[1] - corner[1]) -
        Math.hypot(b[0] - corner[0], b[1] - corner[1]),
    )[0];
    best.forEach((value, d) => expect(value).toBeCloseTo(mean[d], 4));
  }
});

it('gives as many centres as are wanted, also of fewer points', () => {
  const centres = kMeans(Float32Array.of(1, 2), { dim: 1, count: 5 }, stream());
  expect(new Set(centres)).toEqual(new Set([1, 2]));
});

it('is told by the stream', () => {
  const points = stream().uniform(new Float32Array(200));
  const centres = (seed: number) =>
    Array.from(kMeans(points, { dim: 2, count: 20, rounds: 2 }, new RandomStream(seed, 'test')));
  expect(centres(1)).toEqual(centres(1));
  expect(centres(1)).not.toEqual(centres(2));
});
