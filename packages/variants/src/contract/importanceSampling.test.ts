import { fit, importanceSampledLogLikelihood } from '@autoencoder-zoo/core';
import { afterAll, expect, it } from 'vitest';
import { samples, withParts } from '../testing/models.js';
import { gaussianCode } from '../codes/gaussian/part.js';
import { importanceWeightedBound } from '../objectives/importance-weighted-bound/part.js';

const data = samples(1000);
const seeds = Array.from({ length: 10 }, (_, seed) => seed);
const code = gaussianCode({ dim: 3 });
const trained = withParts({ code });
afterAll(() => trained.dispose());

async function average(measure: (seed: number) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const seed of seeds) sum += await measure(seed);
  return sum / seeds.length;
}

it('gives the bound that a model is trained by, with as many draws', async () => {
  await fit(trained, data, { epochs: 10, batchSize: 50, seed: 5 });
  const bounds = [];
  for (const draws of [1, 5]) {
    const model = withParts({ code, objective: importanceWeightedBound({ draws }) });
    model.variables.forEach(({ variable }, i) => variable.assign(trained.variables[i].variable));
    const bound = await average(async (seed) => -(await model.evaluate(data, { seed })).loss);
    const sampled = await average(
      async (seed) => (await importanceSampledLogLikelihood(model, data, { draws, seed })).mean,
    );
    expect(Math.abs(sampled - bound)).toBeLessThan(0.06);
    bounds.push(bound);
    model.dispose();
  }
  expect(bounds[1] - bounds[0]).toBeGreaterThan(0.1);
});
