import { Dataset, fit, importanceSampledLogLikelihood } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { bernoulliLikelihood } from '../../likelihoods/bernoulli/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import { independentBits } from '../../priors/independent-bits/part.js';
import { samples, withParts } from '../../testing/models.js';
import { relaxedBernoulliCode } from './part.js';

const dim = 3;
const make = (parts: Parameters<typeof withParts>[0] = {}) =>
  withParts({
    code: relaxedBernoulliCode({ dim }),
    likelihood: bernoulliLikelihood(),
    prior: independentBits({ probability: 0.3 }),
    ...parts,
  });
/** All codes. */
const all = Array.from({ length: 8 }, (_, i) => [i & 1, (i >> 1) & 1, i >> 2]);
const priorOf = (code: readonly number[]) =>
  code.reduce((product, bit) => product * (bit ? 0.3 : 0.7), 1);
const rows = samples(3).with({ values: samples(3).values.map((v) => Math.round(v)) });

it('gives probabilities when it encodes, and draws zeros and ones by them', async () => {
  const model = make();
  const count = 6000;
  const repeated = new Dataset({
    name: 'repeated',
    values: Float32Array.from({ length: count * 15 }, (_, i) => rows.values[i % 15]),
    shape: [5, 3],
  });
  const shares = (await model.encode(repeated)).subarray(0, dim);
  const draws = await model.drawCodes(repeated);
  expect(new Set(draws)).toEqual(new Set([0, 1]));
  shares.forEach((share, i) => {
    const mean = draws.filter((value, at) => at % dim === i && value === 1).length / count;
    expect(Math.abs(mean - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count));
  });
  model.dispose();
});

it('has the divergence and the likelihood that sums over all codes have', async () => {
  const model = make();
  const shares = await model.encode(rows);
  const outputs = await model.decode(all);
  const divergences: number[] = [];
  const likelihoods: number[] = [];
  for (let row = 0; row < 3; row++) {
    let [divergence, likelihood] = [0, 0];
    all.forEach((code, number) => {
      const posterior = code.reduce((product, bit, i) => {
        const share = shares[row * dim + i];
        return product * (bit ? share : 1 - share);
      }, 1);
      divergence += posterior * Math.log(posterior / priorOf(code));
      let product = priorOf(code);
      for (let i = 0; i < 15; i++) {
        const output = outputs[number * 15 + i];
        product *= rows.values[row * 15 + i] ? output : 1 - output;
      }
      likelihood += product;
    });
    divergences.push(divergence);
    likelihoods.push(Math.log(likelihood));
  }
  const { kl } = await model.evaluate(rows);
  expect(kl).toBeCloseTo(divergences.reduce((a, b) => a + b) / 3, 5);
  const { ofSamples } = await importanceSampledLogLikelihood(model, rows, { draws: 20_000 });
  likelihoods.forEach((value, i) => expect(Math.abs(ofSamples[i] - value)).toBeLessThan(0.03));
  model.dispose();
});

it('refuses objectives of draws with relaxed ones', async () => {
  const objective = importanceWeightedBound({ draws: 3 });
  const relaxed = make({ objective });
  await expect(fit(relaxed, rows, { epochs: 1 })).rejects.toThrow(
    'the density of the code relaxedBernoulli@1 is not known',
  );
  const hard = make({ objective, code: relaxedBernoulliCode({ dim, straightThrough: true }) });
  expect((await fit(hard, rows, { epochs: 1 })).training.loss[0]).toBeGreaterThan(0);
  for (const model of [relaxed, hard]) model.dispose();
});
