import { trainingMode } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { denseDecoder } from '../../decoders/dense/part.js';
import { bernoulliLikelihood } from '../../likelihoods/bernoulli/part.js';
import { meanTerm } from '../../testing/meanTerm.js';
import { samples, withParts } from '../../testing/models.js';
import { gradientPenalty } from './part.js';

it('is the squared norm of the Jacobian of the expected output', () => {
  const model = withParts({
    decoder: denseDecoder({ hidden: [6], activation: 'tanh' }),
    likelihood: bernoulliLikelihood(),
    penalties: [gradientPenalty({ probes: 2000 })],
  });
  const batch = 3;
  const x = tf.tensor(Float32Array.from(samples(batch).values), [batch, 5, 3]);
  const { network } = model;
  const through = network.batch({ x }, trainingMode);
  const outputs = (z: tf.Tensor) => tf.reshape(network.decode(z, through), [batch, -1]);
  const codes = network.encode(x, through);
  const squares = Array.from({ length: 15 }, (_, i) => {
    const of = (z: tf.Tensor) => tf.sum(tf.slice(outputs(z), [0, i], [batch, 1]));
    return tf.sum(tf.square(tf.grad(of)(codes))).dataSync()[0];
  });
  const expected = squares.reduce((sum, square) => sum + square) / batch;
  expect(meanTerm(model, x, 'gradientPenalty') / expected).toBeCloseTo(1, 1.5);
  model.dispose();
});
