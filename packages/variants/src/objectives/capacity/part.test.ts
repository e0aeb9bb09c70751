import { adam, anneal, fit } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { objectiveAlone } from '../../testing/objectiveAlone.js';
import { samples, withParts } from '../../testing/models.js';
import { capacity } from './part.js';

it.each([
  ['batch', Math.abs((1 + 2 + 6) / 3 - 2.5)],
  ['sample', (1.5 + 0.5 + 3.5) / 3],
] as const)('is how far the divergence is from what is wanted, of each %s', (per, expected) => {
  const value = tf.tensor1d([1, 2, 6]);
  const terms = objectiveAlone(capacity({ nats: 2.5, weight: 7, per }))({
    batchSize: 3,
    reconstruction: { value: tf.tensor1d([3, 1, 2]) },
    divergence: { value, elements: value, weight: 0.5 },
  });
  expect(terms['capacity'].value.dataSync()[0]).toBeCloseTo(expected, 6);
  expect(terms['capacity'].weight).toBe(7);
  expect(terms['kl'].value.dataSync()[0]).toBeCloseTo(3, 6);
  expect(terms['kl'].weight).toBe(0);
  expect(terms['reconstruction'].value.dataSync()[0]).toBeCloseTo(2, 6);
});

it.each([0.5, 3])('has a code tell %d nats, however it began', async (nats) => {
  const objective = capacity({ nats: anneal(nats, { epochs: 60 }), weight: 20 });
  const model = withParts({ code: gaussianCode({ dim: 3 }), objective });
  const optimiser = adam({ learningRate: 0.01 });
  const history = await fit(model, samples(32), { epochs: 150, batchSize: 16, optimiser, seed: 5 });
  expect(history.training['kl'].at(-1)! / nats).toBeCloseTo(1, 0.7);
  model.dispose();
});

it('is the reconstruction alone where there is no divergence', async () => {
  const model = withParts({ objective: capacity() });
  const { reconstruction, loss, ...others } = await model.evaluate(samples(8));
  expect(loss).toBe(reconstruction);
  expect(Object.keys(others)).not.toContain('capacity');
  model.dispose();
});
