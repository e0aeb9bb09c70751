import { inputNames, trainingMode } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { samples, withParts } from '../../testing/models.js';
import { masking } from '../masking/part.js';
import { emphasised } from './part.js';

it.each([
  [1, 0.5],
  [2, 0],
  [0.5, 3],
])('weighs damaged values by %d and others by %d', async (damaged, undamaged) => {
  const data = samples(8);
  const values = Float32Array.from(data.values);
  const kept = values.map((_, i) => Number(i % 3 > 0));
  const model = withParts({ corruption: emphasised({ of: masking(), damaged, undamaged }) });
  const { network } = model;
  const [site] = network.declarations.noise;
  const inputs = {
    x: tf.tensor(values, [8, 5, 3]),
    [inputNames.noise(site)]: tf.tensor(kept, [8, 5, 3]),
  };
  const { reconstruction } = network.terms(network.batch(inputs, trainingMode));
  const out = await model.reconstruct(data.with({ values: values.map((v, i) => v * kept[i]) }));
  const errors = values.map((v, i) => (kept[i] ? undamaged : damaged) * (out[i] - v) ** 2);
  const expected = errors.reduce((sum, error) => sum + error) / 8;
  expect(reconstruction.value.dataSync()[0]).toBeCloseTo(expected, 4);
  model.dispose();
});
