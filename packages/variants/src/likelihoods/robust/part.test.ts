import { Context, Declarations } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { robustLikelihood } from './part.js';

const [rows, size] = [4, 3];
const residuals = [0, 0.01, -0.2, 0.3, -0.7, 2, 5, 0, 0, -30, 40, 0.1];
const target = tf.zeros([rows, size]);
const output = tf.tensor2d(residuals, [rows, size]);

const build = (options: Parameters<typeof robustLikelihood>[0]) =>
  robustLikelihood(options).build(
    new Context(new Declarations(0), 'likelihood', { kind: 'likelihood', shapes: {} }),
  );

/** The shrunk residual, which is the best part of outliers, and what is left with it. */
function best(row: readonly number[], norm: number, lambda: number): number {
  const shrink = norm === 0 ? 0 : Math.max(1 - lambda / 2 / norm, 0);
  const outlier = row.map((r) => r * shrink);
  const left = row.reduce((sum, r, i) => sum + (r - outlier[i]) ** 2, 0);
  return left + lambda * Math.hypot(...outlier);
}

describe.each([0.1, 1, 8, 1e30])('with lambda %d', (lambda) => {
  it('is what is left with the best outlier of each value', () => {
    const elements = build({ lambda }).elements(output, target).dataSync();
    residuals.forEach((r, i) => expect(elements[i]).toBeCloseTo(best([r], Math.abs(r), lambda), 4));
  });

  it('is what is left with the best outlier of each sample', () => {
    const elements = build({ lambda, outliers: 'samples' }).elements(output, target);
    const sums = tf.sum(elements, 1).dataSync();
    for (let row = 0; row < rows; row++) {
      const own = residuals.slice(row * size, (row + 1) * size);
      expect(sums[row]).toBeCloseTo(best(own, Math.hypot(...own), lambda), 3);
    }
  });

  it.each(['values', 'samples'] as const)('pulls no further than lambda: %s', (outliers) => {
    const built = build({ lambda, outliers });
    const slope = tf.grad((out) => tf.sum(built.elements(out, target)))(output);
    const pulls = outliers === 'values' ? tf.abs(slope) : tf.norm(slope, 2, 1);
    for (const pull of pulls.dataSync()) expect(pull).toBeLessThanOrEqual(lambda * (1 + 1e-5));
    expect(slope.dataSync()[0]).toBe(0);
  });
});
