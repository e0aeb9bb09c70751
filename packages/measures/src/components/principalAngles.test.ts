import { expect, it } from 'vitest';
import { principalAngles } from './principalAngles.js';
import { golden } from '../testing/golden.js';

const { size, pca } = golden;
const rows = (...vectors: number[][]) => ({
  data: Float64Array.from(vectors.flat()),
  shape: [vectors.length, vectors[0].length],
});
const components = { data: Float64Array.from(pca.components), shape: [pca.k, size] };
const axes = rows(
  ...[0, 1, 2].map((i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0))),
);

it("agrees with SciPy's", () => {
  for (const pair of [
    [components, axes],
    [axes, components],
  ]) {
    const angles = principalAngles(pair[0], pair[1]);
    expect(angles).toHaveLength(3);
    angles.forEach((angle, i) => expect(angle).toBeCloseTo(pca.anglesToFirstValues[i], 12));
  }
});

it('depends on the subspace, not on the vectors that span it', () => {
  const other = rows([2, 0, 0, 0], [3, 5, 0, 0]);
  expect([...principalAngles(rows([1, 0, 0, 0], [1, 1, 0, 0]), other)]).toEqual([0, 0]);
  const turned = principalAngles(other, rows([0, 7, 0, 0], [0, 0, 0, 2]));
  expect(turned[0]).toBeCloseTo(Math.PI / 2, 12);
  expect(turned[1]).toBeCloseTo(0, 12);
});

it.each([1e-9, 1e-3, 0.5, 1, Math.PI / 2 - 1e-9])('is exact for an angle of %d', (angle) => {
  const line = rows([Math.cos(angle), Math.sin(angle), 0]);
  expect(principalAngles(rows([-3, 0, 0]), line)[0] / angle).toBeCloseTo(1, 6);
});

it('refuses what spans nothing comparable', () => {
  expect(() => principalAngles(rows([1, 2]), rows([1, 2, 3]))).toThrow('they must agree');
  expect(() => principalAngles(rows([1], [2]), rows([1]))).toThrow('2 vectors of 1 values');
});
