import { fit, shaped, stochasticGradientDescent } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { vonMisesFisherCode } from '../../codes/von-mises-fisher/part.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { load } from '../../load.js';
import { samples, withParts } from '../../testing/models.js';
import { vampPrior, type VampPriorOptions } from './part.js';

const data = samples(24);
const still = stochasticGradientDescent({ learningRate: 0 });
const once = { epochs: 1, batchSize: 8, seed: 3 };
const make = (options: VampPriorOptions) =>
  withParts({ code: gaussianCode({ dim: 3 }), prior: vampPrior(options), scaling: 'standard' });
const pseudoInputs = (model: ReturnType<typeof make>) =>
  Array.from(
    model.variables.find(({ name }) => name === 'prior/pseudoInputs')!.variable.dataSync(),
  );

it('starts at samples, once, and goes on from what it learned', async () => {
  const model = make({ components: 30 });
  await fit(model, data, { ...once, only: ['encoder', 'prior'], optimiser: still });
  const { offset, factor } = model.scaling;
  const rows = Array.from({ length: data.length }, (_, i) =>
    Array.from(data.values.subarray(i * 15, (i + 1) * 15), (value, j) =>
      Math.fround((value - offset[j]) * factor[j]).toFixed(3),
    ).join(),
  );
  const started = pseudoInputs(model);
  const chosen = Array.from({ length: 30 }, (_, i) =>
    started
      .slice(i * 15, (i + 1) * 15)
      .map((value) => value.toFixed(3))
      .join(),
  );
  expect(new Set(chosen)).toEqual(new Set(rows));
  await fit(model, data, once);
  const learned = pseudoInputs(model);
  expect(learned).not.toEqual(started);
  await fit(model, data, { ...once, optimiser: still });
  expect(pseudoInputs(model)).toEqual(learned);
  const loaded = await load(await model.files());
  await fit(loaded, data, { ...once, optimiser: still });
  expect(pseudoInputs(loaded as never)).toEqual(learned);
  for (const each of [model, loaded]) each.dispose();
});

it('stays as it is where it is left out of training', async () => {
  const model = make({ components: 4 });
  const before = pseudoInputs(model);
  await fit(model, data, { ...once, only: ['decoder'] });
  expect(pseudoInputs(model)).toEqual(before);
  model.dispose();
});

it('samples around the codes of pseudo-inputs', async () => {
  const { code, prior } = { code: gaussianCode({ dim: 3 }), prior: vampPrior({ components: 1 }) };
  const model = withParts({ code, prior });
  await fit(model, data, { ...once, epochs: 5 });
  // The decoder is affine, so that means stay means.
  const codes = await model.encode(shaped(Float32Array.from(pseudoInputs(model)), [1, 5, 3]));
  const expected = await model.decode(codes);
  const count = 4000;
  const drawn = await model.sample(count);
  expected.forEach((value, i) => {
    let mean = 0;
    for (let row = 0; row < count; row++) mean += drawn[row * 15 + i] / count;
    expect(mean).toBeCloseTo(value, 1);
  });
  expect([...drawn.subarray(0, 15)]).not.toEqual([...drawn.subarray(15, 30)]);
  model.dispose();
});

it.each([deterministicCode({ dim: 3 }), vonMisesFisherCode({ dim: 3 })])(
  'refuses the code $name, which is no normal distribution',
  (code) => {
    const make = () => withParts({ code, prior: vampPrior({ components: 2 }) });
    expect(make).toThrow('such as gaussianCode');
  },
);
