import { RandomStream } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { penaltyAlone } from '../../testing/penaltyAlone.js';
import { covariance } from './part.js';

const [batch, numbers] = [7, 3];
const normals = (name: string) =>
  tf.tensor2d(new RandomStream(1, name).normal(new Float32Array(batch * numbers)), [
    batch,
    numbers,
  ]);

it.each(['means', 'draws'] as const)('has the squares of the paper: %s', (of) => {
  const codes = { mean: normals('mean'), logVariance: normals('logVariance') };
  const terms = penaltyAlone(covariance({ of }), codes);
  const [means, logs] = [codes.mean.arraySync(), codes.logVariance.arraySync()];
  const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / batch;
  const centre = [0, 1, 2].map((j) => average(means.map((row) => row[j])));
  let [off, on] = [0, 0];
  for (let i = 0; i < numbers; i++) {
    for (let j = 0; j < numbers; j++) {
      const between = average(means.map((row) => (row[i] - centre[i]) * (row[j] - centre[j])));
      const within = of === 'draws' && i === j ? average(logs.map((row) => Math.exp(row[i]))) : 0;
      if (i === j) on += (between + within - 1) ** 2;
      else off += between ** 2;
    }
  }
  expect(terms['covariance'].value.dataSync()[0]).toBeCloseTo(off, 4);
  expect(terms['variance'].value.dataSync()[0]).toBeCloseTo(on, 3);
});

it('is 0 where numbers are independent with variance 1', () => {
  const corners = [-1, 1].flatMap((a) => [-1, 1].map((b) => [a, b]));
  const terms = penaltyAlone(covariance(), { mean: tf.tensor2d(corners) });
  for (const { value } of Object.values(terms)) expect(value.dataSync()[0]).toBe(0);
});

it('refuses draws of a code that is no distribution', () => {
  expect(() => penaltyAlone(covariance({ of: 'draws' }), { mean: normals('mean') })).toThrow(
    /needs the variances of codes.*use gaussianCode/,
  );
});
