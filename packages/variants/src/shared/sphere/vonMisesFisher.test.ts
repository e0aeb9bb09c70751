import * as tf from '@tensorflow/tfjs-core';
import { RandomStream } from '@autoencoder-zoo/core';
import { registerCpuBackend } from '@autoencoder-zoo/engine';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { concentrationOf } from './bessel.js';
import { drawAround } from './drawAround.js';
import { divergenceFromUniform, logArea, logDensityAt, unit } from './vonMisesFisher.js';

beforeAll(() => {
  registerCpuBackend();
  return tf.setBackend('cpu');
});

const table = JSON.parse(
  readFileSync(new URL('testing/bessel.json', import.meta.url), 'utf8'),
) as (readonly [dim: number, kappa: number, a: number, rest: number, slope: number, kl: number])[];
const one = (tensor: tf.Tensor) => tensor.dataSync()[0];
const share = (got: number, expected: number) => Math.abs(got / expected - 1);

describe('concentrations', () => {
  it('have the ratios of Bessel functions, dimensions 2 to 128 and kappa 0.01 to 1e6', () => {
    for (const [dim, kappa, ratio, complement, slope, kl] of table) {
      const { ...of } = concentrationOf(dim, tf.tensor2d([[kappa]]));
      const where = `dimension ${dim}, kappa ${kappa}`;
      expect(share(one(of.ratio), ratio), where).toBeLessThan(1e-6);
      expect(share(one(of.complement), complement), where).toBeLessThan(5e-5);
      expect(share(one(of.slope), slope), where).toBeLessThan(1e-4);
      const error = Math.abs(one(of.divergence) - kl);
      expect(error, where).toBeLessThan(1e-4 + 1e-5 * kl);
    }
  });

  it('give the divergence its own derivative', () => {
    for (const [dim, kappa, , , slope] of table) {
      const gradient = tf.grad((k) => tf.sum(divergenceFromUniform(dim, k)));
      const got = one(gradient(tf.tensor2d([[kappa]])));
      expect(share(got, kappa * slope), `dimension ${dim}, kappa ${kappa}`).toBeLessThan(1e-4);
    }
  });
});

describe('densities', () => {
  it('are those of the circle and of the sphere', () => {
    expect(logArea(1)).toBeCloseTo(Math.log(2), 12);
    expect(logArea(3)).toBeCloseTo(Math.log(4 * Math.PI), 12);
    expect(logArea(4)).toBeCloseTo(Math.log(2 * Math.PI ** 2), 12);
    for (const kappa of [0.3, 2, 7]) {
      for (const cosine of [-0.8, 0.1, 0.95]) {
        const at = (dim: number) =>
          one(logDensityAt(dim, tf.tensor2d([[kappa]]), tf.tensor2d([[1 - cosine]])));
        const sphere = Math.log(kappa / (4 * Math.PI * Math.sinh(kappa))) + kappa * cosine;
        expect(at(3)).toBeCloseTo(sphere, 5);
        let circle = 0;
        for (let i = 0; i < 1000; i++) {
          circle += (Math.exp(kappa * Math.cos((2 * Math.PI * i) / 1000)) * 2 * Math.PI) / 1000;
        }
        expect(at(2)).toBeCloseTo(kappa * cosine - Math.log(circle), 5);
      }
    }
  });

  it('have the derivative by the concentration of their closed form', () => {
    for (const kappa of [0.3, 2, 7]) {
      const gap = tf.tensor2d([[0.4]]);
      const gradient = tf.grad((k) => tf.sum(logDensityAt(3, k, gap)));
      const expected = 1 / kappa - 1 / Math.tanh(kappa) + 0.6;
      expect(one(gradient(tf.tensor2d([[kappa]])))).toBeCloseTo(expected, 5);
    }
  });
});

describe('draws', () => {
  const rows = 4000;
  const draw = (dim: number, kappa: number) => {
    const stream = new RandomStream(5, `draws ${dim} ${kappa}`);
    const direction = unit(tf.range(1, dim + 1));
    const { z, gap } = drawAround(
      tf.tile(tf.expandDims(direction, 0), [rows, 1]),
      tf.fill([rows, 1], kappa),
      {
        proposals: tf.tensor3d(stream.uniform(new Float32Array(rows * 24)), [rows, 8, 3]),
        tangent: tf.tensor2d(stream.normal(new Float32Array(rows * dim)), [rows, dim]),
      },
    );
    const cosines = tf.sum(tf.mul(z, direction), 1).dataSync<'float32'>();
    return { z, gap: gap.dataSync<'float32'>(), cosines };
  };
  const largest = (values: Float32Array) => values.reduce((a, b) => Math.max(a, b));
  const average = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;

  it.each([
    [2, 0.5],
    [2, 30],
    [3, 2],
    [10, 1],
    [10, 40],
    [64, 5],
    [64, 1000],
  ])('have unit length and the mean cosine of the ratio: dimension %d, kappa %d', (dim, kappa) => {
    const { z, gap, cosines } = draw(dim, kappa);
    const lengths = tf.norm(z, 2, 1).dataSync<'float32'>();
    expect(largest(lengths.map((length) => Math.abs(length - 1)))).toBeLessThan(1e-5);
    expect(largest(cosines.map((cosine, i) => Math.abs(1 - gap[i] - cosine)))).toBeLessThan(1e-5);
    const { ratio, slope } = concentrationOf(dim, tf.tensor2d([[kappa]]));
    // The variance of the cosine is the slope of its mean.
    const deviation = Math.sqrt(one(slope) / rows);
    expect(Math.abs(average(cosines) - one(ratio))).toBeLessThan(4 * deviation);
    const spread = average(cosines.map((cosine) => (cosine - one(ratio)) ** 2));
    expect(share(spread, one(slope))).toBeLessThan(0.12);
  });

  it('have the distribution that is known on the sphere of three dimensions', () => {
    const kappa = 1.5;
    const sorted = draw(3, kappa).cosines.toSorted();
    const cumulative = (w: number) =>
      (Math.exp(kappa * w) - Math.exp(-kappa)) / (Math.exp(kappa) - Math.exp(-kappa));
    const distances = Array.from(sorted, (w, i) => Math.abs(cumulative(w) - (i + 0.5) / rows));
    expect(Math.max(...distances) * Math.sqrt(rows)).toBeLessThan(1.95);
  });

  it('follow the gradient of the accepted proposal, with no number that is not finite', () => {
    const kappa = tf.tensor2d([[1], [50], [1e6]]);
    const direction = unit(
      tf.tensor2d([
        [1, 2, 3],
        [1, 0, 0],
        [0, 0, 1],
      ]),
    );
    const noise = {
      proposals: tf.zeros([3, 4, 3]),
      tangent: tf.tensor2d([
        [1, 0, 0],
        [0, 1, 0],
        [1, 1, 0],
      ]),
    };
    const loss = (k: tf.Tensor, d: tf.Tensor) => tf.sum(tf.square(drawAround(d, k, noise).z));
    for (const gradient of tf.grads(loss)([kappa, direction])) {
      expect(Array.from(gradient.dataSync()).every(Number.isFinite)).toBe(true);
    }
  });
});
