import { adam, autoencoder, Dataset, fit, RandomStream } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { orderedColumns } from '../../shared/codes/orderedColumns.js';
import { factor } from './part.js';

describe('columns in the order of keys', () => {
  const values = tf.tensor2d([1, 10, 2, 20, 3, 30], [3, 2]);
  const keys = tf.tensor2d([0.1, 5, 0.9, -2, 0.5, 1], [3, 2]);

  it('are each on their own', () => {
    expect(orderedColumns(values, keys).arraySync()).toEqual([
      [2, 3, 1],
      [10, 30, 20],
    ]);
  });

  it('pass gradients to where values came from', () => {
    const weights = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const slope = tf.grad((of) => tf.sum(tf.mul(orderedColumns(of as tf.Tensor2D, keys), weights)));
    expect(slope(values).arraySync()).toEqual([
      [3, 4],
      [1, 6],
      [2, 5],
    ]);
  });
});

it.each([0, 0.9])('is the total correlation once the critic has learned: %d', async (rho) => {
  const draws = new RandomStream(1, 'pairs').normal(new Float32Array(4000));
  const values = draws.map((draw, i) =>
    i % 2 === 0 ? draw : rho * draws[i - 1] + Math.sqrt(1 - rho ** 2) * draw,
  );
  const data = new Dataset({ name: 'pairs', values, shape: [2] });
  const model = autoencoder({
    input: [2],
    encoder: denseEncoder({ hidden: [] }),
    code: deterministicCode({ dim: 2 }),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
    penalties: [factor({ hidden: [32, 32] })],
  });
  const code = (name: string) => model.variables.find((v) => v.name === `code/dense/${name}`)!;
  code('kernel').variable.assign(tf.eye(2));
  code('bias').variable.assign(tf.zeros([2]));
  const optimiser = adam({ learningRate: 0.003 });
  await fit(model, data, { epochs: 20, batchSize: 100, optimiser, only: ['penalty0'], seed: 1 });
  const { totalCorrelation } = await model.evaluate(data);
  model.dispose();
  expect(totalCorrelation).toBeCloseTo(-Math.log(1 - rho ** 2) / 2, 0.8);
});
