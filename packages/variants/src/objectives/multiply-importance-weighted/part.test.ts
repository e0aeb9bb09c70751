import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { ObjectiveInput, Terms } from '@autoencoder-zoo/core';
import { objectiveAlone } from '../../testing/objectiveAlone.js';
import { combinationImportanceWeighted } from '../combination-importance-weighted/part.js';
import { multiplyImportanceWeighted } from './part.js';

const [batchSize, bounds, draws] = [2, 3, 2];
const rows = batchSize * bounds * draws;
const waves = (phase: number) =>
  tf.tensor1d(Array.from({ length: rows }, (_, i) => 3 * Math.sin(phase + i * i)));
const [reconstruction, ratio] = [waves(1), waves(2)];
const weight = 0.4;

const inputOf = (reconstruction: tf.Tensor, ratio: tf.Tensor): ObjectiveInput => ({
  batchSize,
  reconstruction: { value: reconstruction },
  divergence: { value: ratio, elements: ratio, weight },
});
const lossOf = (terms: Terms) =>
  Object.values(terms)
    .map(({ value, weight = 1 }) => tf.mul(value, weight))
    .reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
const logWeightsOf = (reconstruction: tf.Tensor, ratio: tf.Tensor) =>
  tf.neg(tf.add(reconstruction, tf.mul(ratio, weight)));
/** Negative logarithm of the mean weight of so many draws side by side, averaged. */
const bound = (logWeights: tf.Tensor, draws: number) =>
  tf.neg(tf.mean(tf.sub(tf.logSumExp(tf.reshape(logWeights, [-1, draws]), 1), Math.log(draws))));

type Bound = (logWeights: tf.Tensor) => tf.Tensor;

describe.each<[string, Parameters<typeof objectiveAlone>[0], Bound]>([
  ['the mean of bounds', multiplyImportanceWeighted({ bounds, draws }), (w) => bound(w, draws)],
  ...[0, 0.3, 1].map((evenly): [string, Parameters<typeof objectiveAlone>[0], Bound] => [
    `the combination, ${evenly} of it the lower bound`,
    combinationImportanceWeighted({ draws: bounds * draws, evenly }),
    (w) => tf.add(tf.mul(tf.neg(tf.mean(w)), evenly), tf.mul(bound(w, bounds * draws), 1 - evenly)),
  ]),
])('%s', (_, objective, expected) => {
  const ours = (a: tf.Tensor, b: tf.Tensor) => lossOf(objectiveAlone(objective)(inputOf(a, b)));
  const theirs = (a: tf.Tensor, b: tf.Tensor) => expected(logWeightsOf(a, b)) as tf.Scalar;

  it('is as defined', () => {
    const [found, defined] = [ours, theirs].map((loss) => loss(reconstruction, ratio));
    expect(found.dataSync()[0]).toBeCloseTo(defined.dataSync()[0], 5);
  });

  it('has the gradient of its definition', () => {
    const [found, defined] = [ours, theirs].map((loss) =>
      tf
        .grads(loss)([reconstruction, ratio])
        .flatMap((slope) => Array.from(slope.dataSync())),
    );
    found.forEach((value, i) => expect(value).toBeCloseTo(defined[i], 5));
  });
});
