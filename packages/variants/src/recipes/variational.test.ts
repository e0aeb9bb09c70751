import { Dataset, fit, RandomStream } from '@autoencoder-zoo/core';
import { logLikelihoodOfComponents, principalComponents } from '@autoencoder-zoo/measures';
import { adam, cosineDecay } from '@autoencoder-zoo/engine';
import { expect, it } from 'vitest';
import { variational } from './variational.js';

const [count, size, dim] = [256, 6, 2] as const;

/** Two strong directions and noise of one variance, away from 0. */
function plane(): Dataset<readonly [6]> {
  const stream = new RandomStream(1, 'plane');
  const directions = stream.normal(new Float32Array(dim * size));
  const positions = stream.normal(new Float32Array(count * dim));
  const values = stream.normal(new Float32Array(count * size)).map((noise, i) => {
    const [sample, place] = [Math.floor(i / size), i % size];
    let value = 1 + 0.3 * noise;
    for (let k = 0; k < dim; k++)
      value += positions[sample * dim + k] * directions[k * size + place];
    return value;
  });
  return new Dataset({ name: 'plane', values, shape: [size] });
}

it('is probabilistic PCA, if it is linear, with learned variances', async () => {
  const data = plane();
  const model = variational({
    input: [size],
    hidden: [],
    latentDim: dim,
    likelihood: 'gaussianLearned',
    codeVariance: 'learned',
    scaling: 'centre',
  });
  const schedule = cosineDecay({ initial: 0.03, steps: 3000 });
  await fit(model, data, {
    epochs: 3000,
    batchSize: count,
    optimiser: adam({ learningRate: schedule }),
  });
  let bound = 0;
  const draws = 50;
  for (let seed = 0; seed < draws; seed++) {
    bound -= (await model.evaluate(data, { seed })).loss / draws;
  }
  const best = logLikelihoodOfComponents(principalComponents(data, dim), data);
  expect(bound).toBeLessThan(best + 0.01);
  expect(bound).toBeGreaterThan(best - 0.02);
  model.dispose();
});
