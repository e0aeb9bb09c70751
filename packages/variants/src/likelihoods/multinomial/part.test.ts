import { autoencoder, Dataset, shaped, type Autoencoder } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { multinomialLikelihood } from './part.js';

const counts = [
  [2, 0, 1, 3],
  [0, 0, 4, 1],
];
const logits = [
  [0.5, -1, 2, 0],
  [3, 1, -2, 0.25],
];
/**
 * `log n! - sum(log count!) - log_prob(counts)` with `torch.distributions.Multinomial` of PyTorch.
 */
const expected = [11.054097494338933, 23.68655001657435];

let model: Autoencoder<readonly [4], readonly [4]>;
afterEach(() => {
  model.dispose();
});

/** A model that gives its input to the likelihood as logits. */
function identity() {
  const made = autoencoder({
    input: [4],
    encoder: denseEncoder(),
    code: deterministicCode({ dim: 4 }),
    decoder: denseDecoder(),
    likelihood: multinomialLikelihood(),
  });
  for (const { name, variable } of made.variables) {
    variable.assign(name.endsWith('kernel') ? tf.eye(4) : tf.zeros([4]));
  }
  return made;
}

it('is what PyTorch says, value by value and in all', () => {
  model = identity();
  const { likelihood } = model.network.built;
  const [output, target] = [tf.tensor2d(logits), tf.tensor2d(counts)];
  const totals = likelihood.total!(output, target).dataSync();
  const summed = tf.sum(likelihood.elements(output, target), 1).dataSync();
  expected.forEach((value, i) => {
    expect(totals[i]).toBeCloseTo(value, 5);
    expect(summed[i]).toBeCloseTo(value, 5);
  });
});

it('repeats a target for the draws of its sample', () => {
  model = identity();
  const output = tf.tensor2d([logits[0], logits[0], logits[1], logits[1]]);
  const totals = model.network.built.likelihood.total!(output, tf.tensor2d(counts)).dataSync();
  [0, 0, 1, 1].forEach((sample, row) => {
    expect(totals[row]).toBeCloseTo(expected[sample], 5);
  });
});

it('takes counts above 1, and gives shares that sum to 1', async () => {
  model = identity();
  const data = new Dataset({
    name: 'counts',
    values: Float32Array.from(counts.flat()),
    shape: [4],
  });
  const { reconstruction } = await model.evaluate(data);
  const byHand = counts.map((row) => {
    const logSum = Math.log(row.reduce((sum, count) => sum + Math.exp(count), 0));
    return row.reduce((sum, count) => sum - count * (count - logSum), 0);
  });
  expect(reconstruction).toBeCloseTo((byHand[0] + byHand[1]) / 2, 4);
  const shares = await model.decode(shaped(Float32Array.from(logits[0]), [1, 4]));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  expect(shares[2] / shares[0]).toBeCloseTo(Math.exp(1.5), 5);
});

it('expects the counts of a sample that is reconstructed, and measures their error', async () => {
  model = identity();
  const rows = counts.map((row) => {
    const all = row.reduce((sum, count) => sum + Math.exp(count), 0);
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total * Math.exp(count)) / all);
  });
  const expectedCounts = await model.reconstruct(counts);
  rows.flat().forEach((count, i) => expect(expectedCounts[i]).toBeCloseTo(count, 5));
  const errors = rows.flatMap((row, i) => row.map((count, j) => (count - counts[i][j]) ** 2));
  const { squaredError } = await model.evaluate(counts);
  expect(squaredError).toBeCloseTo(errors.reduce((sum, error) => sum + error, 0) / 2, 5);
});
