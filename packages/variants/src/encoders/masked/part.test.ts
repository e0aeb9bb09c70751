import { adam, Dataset, fit, markMissing } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { load } from '../../load.js';
import { masked } from '../../recipes/masked.js';

/** Tables of which one hidden number makes all columns; a fifth of the cells is missing. */
function table(count: number) {
  const whole = new Float32Array(count * 4);
  for (let row = 0; row < count; row++) {
    const z = Math.sin(1.7 * row) * 2;
    whole.set([10 + z, 3 * z, -z, 50 + 2 * z + 0.1 * Math.cos(row)], 4 * row);
  }
  const values = whole.map((value, i) => ((i * 7 + Math.floor(i / 4)) % 5 === 0 ? NaN : value));
  return { whole, gaps: new Dataset({ name: 'gaps', values, shape: [4] }) };
}

const make = () =>
  masked({ input: [4], hidden: [16], latentDim: 2, missing: true, scaling: 'standard' });

it('guesses values that are missing, also once it is saved', async () => {
  const { whole, gaps } = table(400);
  const data = markMissing(gaps);
  const { present } = data.beside;
  const model = make();
  await expect(fit(model, gaps)).rejects.toThrow('NaN');
  const optimiser = adam({ learningRate: 0.01 });
  await fit(model, data, { epochs: 60, batchSize: 50, optimiser });
  const guesses = await model.reconstruct(data);
  const errorOf = (given: ArrayLike<number>) => {
    let error = 0;
    present.forEach((there, i) => {
      if (!there) error += (given[i] - whole[i]) ** 2;
    });
    return error;
  };
  // Means of columns stand in the gaps.
  expect(errorOf(guesses)).toBeLessThan(errorOf(data.values) / 10);
  const loaded = await load(await model.files());
  expect(Array.from(await loaded.reconstruct(data))).toEqual(Array.from(guesses));
});

it('neither sees nor counts what stands in the gaps', async () => {
  const data = markMissing(table(30).gaps);
  const model = make();
  model.fitScaling(data);
  const { present } = data.beside;
  const values = data.values.map((value, i) => (present[i] ? value : 1000));
  const other = data.with({ values });
  for (const corrupt of [true, false]) {
    expect(await model.evaluate(other, { corrupt })).toEqual(
      await model.evaluate(data, { corrupt }),
    );
  }
  expect(Array.from(await model.encode(other))).toEqual(Array.from(await model.encode(data)));
});
