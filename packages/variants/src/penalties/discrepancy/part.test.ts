import { RandomStream } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { standardNormal } from '../../priors/standard-normal/part.js';
import { penaltyAlone } from '../../testing/penaltyAlone.js';
import { priorAlone } from '../../testing/priorAlone.js';
import { discrepancy, type DiscrepancyOptions } from './part.js';

const normals = (rows: number, numbers: number) =>
  tf.tensor2d(new RandomStream(5, 'codes').normal(new Float32Array(rows * numbers)), [
    rows,
    numbers,
  ]);
const prior = standardNormal();
const termOf = (mean: tf.Tensor2D, options: DiscrepancyOptions) =>
  penaltyAlone(discrepancy(options), { mean }, { prior })['discrepancy'].value.dataSync()[0];

describe('the discrepancy', () => {
  it.each<DiscrepancyOptions>([
    {},
    { estimate: 'biased' },
    { kernel: 'gaussian' },
    { kernel: 'gaussian', scales: [0.5], estimate: 'biased' },
  ])('is the mean over pairs: %j', (options) => {
    const [rows, numbers] = [6, 3];
    const codes = normals(rows, numbers);
    const draws = priorAlone(prior, [numbers]).sample(rows);
    const [z, p] = [
      codes.arraySync(),
      Array.from({ length: rows }, (_, i) => draws.slice(i * numbers, (i + 1) * numbers)),
    ];
    const { kernel, estimate, scales = [0.1, 0.2, 0.5, 1, 2, 5, 10] } = options;
    const alike = (a: readonly number[], b: readonly number[]) => {
      const square = a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
      return scales.reduce((sum, scale) => {
        const c = 2 * numbers * scale;
        return sum + (kernel === 'gaussian' ? Math.exp(-square / c) : c / (c + square));
      }, 0);
    };
    const mean = (a: number[][], b: number[][], same: boolean) => {
      const left = same && estimate !== 'biased';
      const pairs = a.flatMap((x, i) =>
        b.filter((_, j) => !left || i !== j).map((y) => alike(x, y)),
      );
      return pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
    };
    const expected = mean(z, z, true) + mean(p, p, true) - 2 * mean(z, p, false);
    expect(termOf(codes, options)).toBeCloseTo(expected, 5);
  });

  it.each([0, 0.5, 2])('of a normal distribution that is %d away has its closed form', (shift) => {
    const [rows, numbers, scale] = [500, 2, 0.5];
    const c = 2 * numbers * scale;
    // E exp(-|x - y|^2 / c) for x - y normal with variance 2 around the shift of each number.
    const meanAt = (by: number) =>
      (1 + 4 / c) ** (-numbers / 2) * Math.exp((-numbers * by ** 2) / (c + 4));
    const codes = tf.add<tf.Tensor2D>(normals(rows, numbers), shift);
    const term = termOf(codes, { kernel: 'gaussian', scales: [scale] });
    expect(term).toBeCloseTo(2 * meanAt(0) - 2 * meanAt(shift), 1);
  });

  it('stays finite for one sample, and for codes far away', () => {
    for (const kernel of ['gaussian', 'inverseMultiquadratic'] as const) {
      expect(termOf(normals(1, 2), { kernel })).toBeLessThan(0);
      expect(termOf(tf.mul(normals(8, 2), 1e15), { kernel })).toBeGreaterThan(0);
    }
  });
});
