import {
  autoencoder,
  Dataset,
  fit,
  importanceSampledLogLikelihood,
  type Autoencoder,
  type Objective,
  type Prior,
} from '@autoencoder-zoo/core';
import { afterEach, expect, expectTypeOf, it } from 'vitest';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { bernoulliLikelihood } from '../../likelihoods/bernoulli/part.js';
import { importanceWeightedBound } from '../../objectives/importance-weighted-bound/part.js';
import { standardNormal } from '../../priors/standard-normal/part.js';
import { relaxedCategoricalCode, type RelaxedCategoricalCodeOptions } from './part.js';

const [variables, classes, size] = [2, 3, 4] as const;
const rows = [
  [1, 0, 0, 1],
  [0, 1, 1, 1],
  [1, 1, 0, 0],
];
const repeated = new Dataset({
  name: 'repeated',
  values: Float32Array.from({ length: 6000 * size }, (_, i) => rows[0][i % size]),
  shape: [size],
});

const models: Autoencoder<readonly [4], readonly [2, 3]>[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});

function make(
  options: Partial<RelaxedCategoricalCodeOptions> = {},
  parts: { objective?: Objective; prior?: Prior } = {},
) {
  const model = autoencoder({
    input: [size],
    encoder: denseEncoder(),
    code: relaxedCategoricalCode({ ...options, variables, classes }),
    decoder: denseDecoder({ hidden: [5] }),
    likelihood: bernoulliLikelihood(),
    ...parts,
  });
  models.push(model);
  return model;
}

/** All codes, as ones among zeros. */
const all = Array.from({ length: classes ** 2 }, (_, i) =>
  [Math.floor(i / classes), i % classes].map((choice) =>
    Array.from({ length: classes }, (_, k) => Number(k === choice)),
  ),
);

/** Probability of each of {@link all} codes for each sample, by the model's own probabilities. */
async function posterior(model: Autoencoder<readonly [4], readonly [2, 3]>) {
  const shares = await model.encode(rows);
  return rows.map((_, row) =>
    all.map((code) =>
      code.flat().reduce((product, one, i) => (one ? product * shares[row * 6 + i] : product), 1),
    ),
  );
}

it('gives probabilities when it encodes, and draws ones among zeros by them', async () => {
  const model = make();
  expectTypeOf(model.codeShape).toEqualTypeOf<readonly [2, 3]>();
  const shares = (await model.encode(repeated)).subarray(0, 6);
  const draws = await model.drawCodes(repeated);
  expect(new Set(draws)).toEqual(new Set([0, 1]));
  for (let i = 0; i < 6; i++) {
    const count = draws.filter((value, at) => at % 6 === i && value === 1).length;
    const error = Math.abs(count / 6000 - shares[i]);
    expect(error).toBeLessThan(4 * Math.sqrt((shares[i] * (1 - shares[i])) / 6000));
  }
  for (const sums of [shares.subarray(0, 3), draws.subarray(0, 3), draws.subarray(3, 6)]) {
    expect(sums.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  }
});

it('measures the divergence that a sum over all codes has', async () => {
  const model = make();
  const { kl } = await model.evaluate(rows);
  const perSample = (await posterior(model)).map((shares) =>
    shares.reduce((sum, share) => sum + share * Math.log(share * all.length), 0),
  );
  expect(kl).toBeCloseTo(perSample.reduce((a, b) => a + b) / rows.length, 5);
});

it('has the likelihood that a sum over all codes has, by importance sampling', async () => {
  const model = make();
  const outputs = await model.decode(all);
  const exact = rows.map((row) => {
    const likelihoods = all.map((_, code) =>
      row.reduce((product, value, i) => {
        const output = outputs[code * size + i];
        return product * (value ? output : 1 - output);
      }, 1),
    );
    return Math.log(likelihoods.reduce((a, b) => a + b) / all.length);
  });
  const { ofSamples } = await importanceSampledLogLikelihood(model, rows, { draws: 20_000 });
  exact.forEach((value, i) => expect(Math.abs(ofSamples[i] - value)).toBeLessThan(0.03));
});

it('refuses objectives of draws with relaxed ones, and priors that do not know it', async () => {
  const objective = importanceWeightedBound({ draws: 3 });
  const run = { epochs: 1, batchSize: 3 };
  await expect(fit(make({}, { objective }), rows, run)).rejects.toThrow(
    'the density of the code relaxedCategorical@1 is not known',
  );
  const { training } = await fit(make({ straightThrough: true }, { objective }), rows, run);
  expect(training.loss[0]).toBeGreaterThan(0);
  expect(() => make({}, { prior: standardNormal() })).toThrow('does not know its divergence');
});

it('draws nearer to ones and zeros in training, the lower the temperature', async () => {
  const loss = async (temperature: number) => {
    const run = { epochs: 1, batchSize: 6000, shuffle: false };
    const { training } = await fit(make({ temperature }), repeated, run);
    return training['reconstruction'][0];
  };
  const discrete = (await make().evaluate(repeated, { seed: 3 }))['reconstruction'];
  const [near, far] = [await loss(0.01), await loss(5)];
  expect(Math.abs(near - discrete)).toBeLessThan(Math.abs(far - discrete) / 3);
});

it.each([{ classes: 1 }, { variables: 0 }, { temperature: 0 }, { beta: -1 }])(
  'refuses %j',
  (wrong) => {
    expect(() => relaxedCategoricalCode({ variables: 2, classes: 3, ...wrong })).toThrow(
      `option "${Object.keys(wrong)[0]}"`,
    );
  },
);
