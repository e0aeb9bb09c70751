import { anneal, Dataset, fit, RandomStream } from '@autoencoder-zoo/core';
import { adam, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { expect, it } from 'vitest';
import { topKCode } from '../../codes/top-k/part.js';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { gaussianLikelihood } from '../../likelihoods/gaussian/part.js';
import { topK } from '../../recipes/top-k.js';
import { samples, withParts } from '../../testing/models.js';
import { deadUnits } from './part.js';

const data = samples(40);
const still = stochasticGradientDescent({ learningRate: 0 });

/** Sums of two out of 30 directions. */
function sums() {
  const stream = new RandomStream(1, 'sums');
  const directions = stream.normal(new Float32Array(30 * 15));
  const draws = stream.uniform(new Float32Array(400 * 4));
  const values = Float32Array.from({ length: 400 * 15 }, (_, i) => {
    const [sample, value] = [Math.floor(i / 15), i % 15];
    return [0, 1].reduce((sum, d) => {
      const direction = Math.floor(draws[4 * sample + d] * 30);
      const factor = 0.5 + draws[4 * sample + 2 + d];
      return sum + (factor * directions[direction * 15 + value]) / 4;
    }, 0);
  });
  return new Dataset({ name: 'sums', values, shape: [15] });
}

it('brings dead units back, which then tell more of the samples', async () => {
  const data = sums();
  const optimiser = adam({ learningRate: 0.01 });
  const evaluated = [];
  for (const deadWeight of [0, 1 / 32]) {
    const model = topK({ input: [15], latentDim: 60, k: 2, deadAfter: 20, deadWeight });
    await fit(model, data, { epochs: 60, batchSize: 20, seed: 1, optimiser });
    evaluated.push(await model.evaluate(data));
    model.dispose();
  }
  const [without, with_] = evaluated;
  expect(with_['dead']).toBeLessThan(without['dead']);
  expect(with_.reconstruction).toBeLessThan(0.8 * without.reconstruction);
});

it('is 0 while no unit is dead, and the error of telling the residual once some are', async () => {
  const model = topK({ input: [5, 3], latentDim: 30, k: 2, deadAfter: 1, deadUnits: 3 });
  expect((await model.evaluate(data))['deadUnits']).toBe(0);
  await fit(model, data, { epochs: 1, batchSize: 40, optimiser: still });
  const numbers = (name: string) =>
    Array.from(model.variables.find((v) => v.name === name)!.variable.dataSync());
  const [kernel, bias] = [numbers('code/dense/kernel'), numbers('code/dense/bias')];
  const [atoms, idle] = [numbers('decoder/atoms'), numbers('code/idle')];
  const outputs = await model.reconstruct(data);
  let expected = 0;
  for (let sample = 0; sample < data.length; sample++) {
    const x = Array.from(data.values.subarray(sample * 15, (sample + 1) * 15));
    const units = bias.map((start, j) =>
      x.reduce((sum, value, i) => sum + value * kernel[i * 30 + j], start),
    );
    const places = units.map((_, j) => j).filter((j) => idle[j] >= 1 && units[j] > 0);
    const kept = places.toSorted((a, b) => units[b] - units[a]).slice(0, 3);
    for (let i = 0; i < 15; i++) {
      const told = kept.reduce((sum, j) => sum + units[j] * atoms[j * 15 + i], 0);
      expected += (x[i] - outputs[sample * 15 + i] - told) ** 2 / data.length;
    }
  }
  const { deadUnits: value, loss, reconstruction } = await model.evaluate(data);
  expect(value).toBeCloseTo(expected, 4);
  expect(loss).toBeCloseTo(reconstruction + expected / 32, 4);
  model.dispose();
});

it('says what it needs', async () => {
  const model = withParts({ code: deterministicCode({ dim: 3 }), penalties: [deadUnits()] });
  await expect(fit(model, data, { epochs: 1 })).rejects.toThrow('use topKCode');
  model.dispose();
  expect(() =>
    withParts({
      code: topKCode({ dim: 3, k: 1 }),
      likelihood: gaussianLikelihood({ variance: 'predicted' }),
      penalties: [deadUnits({ weight: anneal(1, { epochs: 1 }) })],
    }),
  ).toThrow('2 parameters for each value');
});
