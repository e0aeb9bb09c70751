import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { priorAlone } from '../../testing/priorAlone.js';
import { uniformSphere } from './part.js';

it('is spread evenly over the sphere, with the density of one over its area', () => {
  const count = 6000;
  const prior = priorAlone(uniformSphere(), [3]);
  const codes = prior.sample(count);
  const column = (i: number) => codes.filter((_, at) => at % 3 === i);
  for (let row = 0; row < 20; row++) {
    expect(Math.hypot(...codes.slice(3 * row, 3 * row + 3))).toBeCloseTo(1, 5);
  }
  // Archimedes: each coordinate is uniform in [-1, 1], with variance 1/3.
  for (const values of [0, 1, 2].map(column)) {
    const mean = values.reduce((a, b) => a + b) / count;
    const below = values.filter((value) => value < -0.5).length / count;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(1 / 3 / count));
    expect(Math.abs(below - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / count));
  }
  const [density] = prior.logDensity(tf.tensor2d([[0, 0, 1]]));
  expect(density).toBeCloseTo(-Math.log(4 * Math.PI), 5);
});
