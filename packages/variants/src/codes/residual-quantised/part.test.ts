import { fit } from '@autoencoder-zoo/core';
import { stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { expect, it } from 'vitest';
import { samples, withParts } from '../../testing/models.js';
import { residualQuantisedCode } from './part.js';

const data = samples(200);
const still = {
  epochs: 1,
  batchSize: 50,
  seed: 1,
  optimiser: stochasticGradientDescent({ learningRate: 0 }),
};

/** A model whose codebooks stay where they begin. */
async function started(stages: number) {
  const model = withParts({
    code: residualQuantisedCode({
      ...{ stages, entries: 8, dim: 3, positions: 2 },
      ...{ decay: 1, restart: false, start: 'kMeans' },
    }),
  });
  await fit(model, data, still);
  return model;
}

it('is the sum of the entries that it tells of', async () => {
  const model = await started(3);
  const codes = await model.encode(data);
  const indices = await model.describe(data, 'indices');
  expect(indices).toHaveLength(200 * 2 * 3);
  const books = [0, 1, 2].map((stage) =>
    model.variables.find(({ name }) => name === `code/${stage}/codebook`)!.variable.dataSync(),
  );
  codes.forEach((value, i) => {
    const [vector, place] = [Math.floor(i / 3), i % 3];
    const sum = books.reduce(
      (total, book, stage) => total + book[3 * indices[3 * vector + stage] + place],
      0,
    );
    expect(value).toBeCloseTo(sum, 5);
  });
  model.dispose();
});

it('tells more with more stages', async () => {
  const lefts: number[] = [];
  for (const stages of [1, 2, 4]) {
    const model = await started(stages);
    const { commitment } = await model.evaluate(data);
    lefts.push(commitment);
    model.dispose();
  }
  const [one, two, four] = lefts;
  // A sum over stages of what each leaves.
  expect(two - one).toBeLessThan(0.8 * one);
  expect((four - two) / 2).toBeLessThan(0.8 * (two - one));
});

it('samples sums of entries', async () => {
  const model = await started(2);
  expect(new Set(await model.sample(64)).size).toBeGreaterThan(64);
  model.dispose();
});
