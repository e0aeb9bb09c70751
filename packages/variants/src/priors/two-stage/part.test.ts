import { fit, withPrior } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { load } from '../../load.js';
import { samples, withParts } from '../../testing/models.js';
import { twoStagePrior, type TwoStagePriorOptions } from './part.js';

const data = samples(200);
const secondStage = (options: Partial<TwoStagePriorOptions> = {}) =>
  twoStagePrior({
    encoder: denseEncoder({ hidden: [8] }),
    code: gaussianCode({ dim: 3 }),
    decoder: denseDecoder({ hidden: [8] }),
    batchSize: 32,
    ...options,
  });

const moments = (values: Float32Array, size: number) => {
  const rows = values.length / size;
  return Array.from({ length: size }, (_, i) => {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) {
      sum += values[row * size + i];
      squares += values[row * size + i] ** 2;
    }
    return { mean: sum / rows, deviation: Math.sqrt(squares / rows - (sum / rows) ** 2) };
  });
};

it('is fitted to deterministic codes, which its samples then resemble, and is saved', async () => {
  const model = withParts({ code: deterministicCode({ dim: 3 }) });
  await fit(model, data, { epochs: 5, batchSize: 32 });
  const before = model.variables.map(({ variable }) => Array.from(variable.dataSync()));
  const prior = secondStage({ epochs: 60, learningRate: 0.01 });
  const sampling = await withPrior(model, prior, data);
  expect(model.variables.map(({ variable }) => Array.from(variable.dataSync()))).toEqual(before);
  const outputs = moments(await model.decode(await model.encode(data)), 15);
  const drawn = await sampling.sample(2000);
  moments(drawn, 15).forEach(({ mean, deviation }, i) => {
    expect(mean).toBeCloseTo(outputs[i].mean, 1);
    expect(deviation / outputs[i].deviation).toBeGreaterThan(0.7);
    expect(deviation / outputs[i].deviation).toBeLessThan(1.4);
  });
  const loaded = await load(await sampling.files());
  expect(loaded.spec).toEqual(JSON.parse(JSON.stringify(sampling.spec)));
  expect([...(await loaded.sample(50))]).toEqual([...(await sampling.sample(50))]);
  for (const each of [model, sampling, loaded]) each.dispose();
});

it.each([{ epochs: 2 }, { batchSize: 8 }, { learningRate: 0.1 }])(
  'is fitted otherwise with %o',
  async (other) => {
    const model = withParts({ code: gaussianCode({ dim: 3 }) });
    const [first, second] = [
      await withPrior(model, secondStage({ epochs: 1 }), data),
      await withPrior(model, secondStage({ epochs: 1, ...other }), data),
    ];
    expect([...(await second.sample(4))]).not.toEqual([...(await first.sample(4))]);
    for (const each of [model, first, second]) each.dispose();
  },
);

it('gives an upper bound of the divergence of the codes, which the fit lowers', async () => {
  const model = withParts({ code: gaussianCode({ dim: 3 }) });
  await fit(model, data, { epochs: 10, batchSize: 32 });
  const few = await withPrior(model, secondStage({ epochs: 1 }), data);
  const many = await withPrior(model, secondStage({ epochs: 60, learningRate: 0.01 }), data);
  const [before, after] = [(await few.evaluate(data))['kl'], (await many.evaluate(data))['kl']];
  expect(after).toBeLessThan(before);
  for (const each of [model, few, many]) each.dispose();
});

it('refuses a second code without a prior', () => {
  const prior = secondStage({ code: deterministicCode({ dim: 3 }) });
  expect(() => withParts({ prior })).toThrow('deterministic@1 has none');
});
