import { fit } from '@autoencoder-zoo/core';
import { stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { expect, it } from 'vitest';
import { denseEncoder } from '../../encoders/dense/part.js';
import { samples, withParts } from '../../testing/models.js';
import { batchTopKCode } from './part.js';

const data = samples(64);

it('keeps, where nothing is trained, what is above the threshold that training found', async () => {
  const model = withParts({
    encoder: denseEncoder({ hidden: [] }),
    code: batchTopKCode({ dim: 20, k: 3 }),
  });
  const before = await model.encode(data);
  const optimiser = stochasticGradientDescent({ learningRate: 0 });
  await fit(model, data, { epochs: 1, batchSize: 64, seed: 1, optimiser });
  const after = await model.encode(data);
  const least = before.toSorted().reverse()[3 * 64 - 1];
  const threshold = model.variables.find(({ name }) => name === 'code/threshold')!.variable;
  expect(threshold.dataSync()[0]).toBeCloseTo(least, 6);
  // Before, all units that answer; after, the same but for those up to the threshold.
  expect(Array.from(after)).toEqual(Array.from(before, (value) => (value > least ? value : 0)));
  const perSample = data.labels!.length;
  const used = Array.from({ length: perSample }, (_, i) =>
    after.subarray(20 * i, 20 * i + 20).reduce((count, value) => count + Number(value > 0), 0),
  );
  expect(new Set(used).size).toBeGreaterThan(2);
  model.dispose();
});

it('refuses more than there are', () => {
  expect(() => batchTopKCode({ dim: 3, k: 3.5 })).toThrow('expected at most `dim`');
});
