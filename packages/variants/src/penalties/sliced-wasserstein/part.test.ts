import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { standardNormal } from '../../priors/standard-normal/part.js';
import { penaltyAlone } from '../../testing/penaltyAlone.js';
import { priorAlone } from '../../testing/priorAlone.js';
import { slicedWasserstein } from './part.js';

const prior = standardNormal();
const termOf = (mean: tf.Tensor2D, projections = 400) =>
  penaltyAlone(slicedWasserstein({ projections }), { mean }, { prior })[
    'slicedWasserstein'
  ].value.dataSync()[0];
const drawsOf = (rows: number, numbers: number) =>
  tf.tensor2d(priorAlone(prior, [numbers]).sample(rows), [rows, numbers]);

it('is 0 for the draws of the prior themselves, in any order', () => {
  const draws = drawsOf(20, 3);
  expect(termOf(tf.reverse(draws, 0))).toBeCloseTo(0, 10);
});

it('is the squared distance in order, where codes are single numbers', () => {
  const codes = Float32Array.from({ length: 9 }, (_, i) => Math.sin(5 * i));
  const draws = drawsOf(9, 1).dataSync().toSorted();
  const expected = codes.toSorted().reduce((sum, z, i) => sum + (z - draws[i]) ** 2 / 9, 0);
  expect(termOf(tf.tensor2d(codes, [9, 1]), 3)).toBeCloseTo(expected, 5);
});

it('of codes that are shifted is the square of the shift, shared out over directions', () => {
  const shift = [3, -1, 2];
  const length = shift.reduce((sum, by) => sum + by ** 2, 0);
  const term = termOf(tf.add<tf.Tensor2D>(drawsOf(20, 3), tf.tensor1d(shift)), 4000);
  expect(term / (length / 3)).toBeCloseTo(1, 1);
});
