import * as tf from '@tensorflow/tfjs-core';
import {
  autoencoder,
  Dataset,
  definePart,
  fit,
  type Autoencoder,
  type Objective,
} from '@autoencoder-zoo/core';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { bernoulliLikelihood } from '../../likelihoods/bernoulli/part.js';
import { ladderPrior } from '../../priors/ladder/part.js';
import { ladder } from '../../recipes/ladder.js';
import { deterministicCode } from '../deterministic/part.js';
import { ladderCode } from './part.js';

const rows = [
  [1, 0, 0, 1],
  [0, 1, 1, 1],
  [1, 1, 0, 0],
];
const models: Autoencoder<readonly [4], readonly [number]>[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});
const make = (beta = 1) => {
  const options = { hidden: [], latentDim: 2, upperDim: 1, units: 3, beta } as const;
  const model = ladder({ input: [4], ...options });
  models.push(model);
  return model;
};

it('adds the divergences of its layers, weighted together', async () => {
  const { loss, reconstruction, kl, kl1, kl2 } = await make(3).evaluate(rows);
  expect(kl1).toBeGreaterThan(0);
  expect(kl2).toBeGreaterThan(0);
  expect(kl).toBeCloseTo(kl1 + kl2, 5);
  expect(loss).toBeCloseTo(reconstruction + 3 * kl, 4);
});

/** The divergence as draws have it, though it is known in closed form. */
const atDraws = definePart({
  kind: 'objective',
  name: 'atDraws@1',
  options: z.strictObject({}),
  build: () => ({
    independent: true,
    draws: 1,
    perDraw: true,
    terms: ({ divergence }) => ({ kl: { value: tf.mean(divergence!.value) } }),
  }),
});

it('has densities of draws whose mean is the divergence', async () => {
  const make = (objective?: Objective) => {
    const model = autoencoder({
      input: [4],
      encoder: denseEncoder(),
      code: ladderCode({ dim: 2, upper: 1, units: 3 }),
      decoder: denseDecoder(),
      likelihood: bernoulliLikelihood(),
      objective,
    });
    models.push(model);
    return model;
  };
  const values = Float32Array.from({ length: 4 * 20_000 }, (_, i) => rows[0][i % 4]);
  const data = new Dataset({ name: 'repeated', values, shape: [4] });
  const closed = (await make().evaluate(data))['kl'];
  const drawn = (await make(atDraws()).evaluate(data))['kl'];
  expect(closed).toBeGreaterThan(0.1);
  expect(Math.abs(drawn - closed)).toBeLessThan(0.04);
});

it('trains the way down that samples come by, and saves it once', async () => {
  const model = make();
  const before = Array.from(await model.sample(4));
  await fit(model, rows, { epochs: 5, only: ['code'] });
  expect(Array.from(await model.sample(4))).not.toEqual(before);
  const names = model.variables.map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('prior'))).toEqual([]);
  expect(names).toContain('code/fromUpper/mean/kernel');
});

it('has a prior that is for no other code', () => {
  expect(() =>
    autoencoder({
      input: [4],
      encoder: denseEncoder(),
      code: deterministicCode({ dim: 2 }),
      prior: ladderPrior(),
      decoder: denseDecoder(),
      likelihood: bernoulliLikelihood(),
    }),
  ).toThrow('the prior ladder@1 is that of a ladderCode');
});
