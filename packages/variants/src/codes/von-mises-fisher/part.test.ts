import { autoencoder, importanceSampledLogLikelihood } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { hyperspherical } from '../../recipes/hyperspherical.js';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { standardNormal } from '../../priors/standard-normal/part.js';
import { vonMisesFisherCode } from './part.js';

const rows = [
  [1, 0, 0, 1],
  [0, 1, 1, 1],
  [1, 1, 0, 0],
];
const length = (values: Float32Array) => Math.hypot(...values);

it('encodes to unit vectors, and draws others from around them', async () => {
  const model = hyperspherical({ input: [4], hidden: [], latentDim: 5 });
  const [codes, draws] = [await model.encode(rows), await model.drawCodes(rows)];
  expect(Array.from(draws)).not.toEqual(Array.from(codes));
  for (const vectors of [codes, draws]) {
    for (let row = 0; row < 3; row++) {
      expect(length(vectors.subarray(row * 5, row * 5 + 5))).toBeCloseTo(1, 5);
    }
  }
  model.dispose();
});

it('has a likelihood that importance sampling finds', async () => {
  const model = hyperspherical({ input: [4], hidden: [], latentDim: 2, seed: 3 });
  const exact = await Promise.all(
    rows.map(async (row) => {
      const circle = Array.from({ length: 400 }, (_, i) => (2 * Math.PI * i) / 400);
      const outputs = await model.decode(circle.map((a) => [Math.cos(a), Math.sin(a)]));
      const likelihoods = circle.map((_, i) =>
        row.reduce((p, value, j) => p * (value ? outputs[i * 4 + j] : 1 - outputs[i * 4 + j]), 1),
      );
      return Math.log(likelihoods.reduce((a, b) => a + b) / 400);
    }),
  );
  const { ofSamples } = await importanceSampledLogLikelihood(model, rows, { draws: 20_000 });
  exact.forEach((value, i) => expect(Math.abs(ofSamples[i] - value)).toBeLessThan(0.05));
  model.dispose();
});

it('has other priors at its draws', async () => {
  const model = autoencoder({
    input: [4],
    encoder: denseEncoder(),
    code: vonMisesFisherCode({ dim: 3 }),
    prior: standardNormal(),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
  });
  expect((await model.evaluate(rows))['kl']).toBeGreaterThan(0);
  model.dispose();
});

it.each([{ dim: 1 }, { proposals: 0 }, { beta: -1 }])('refuses %j', (wrong) => {
  expect(() => vonMisesFisherCode({ dim: 3, ...wrong })).toThrow(
    `option "${Object.keys(wrong)[0]}"`,
  );
});
