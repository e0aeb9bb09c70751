import { adam, Dataset, fit, RandomStream, stochasticGradientDescent } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { adversarial } from '../../recipes/adversarial.js';
import { samples, withParts } from '../../testing/models.js';
import { adversarial as penalty } from './part.js';

/** Points on a ring, whose codes a plain autoencoder leaves on a ring. */
function ring(count: number) {
  const angles = new RandomStream(1, 'angles').uniform(new Float32Array(count));
  const values = new Float32Array(count * 2);
  angles.forEach((share, i) => {
    values[2 * i] = 3 + Math.cos(2 * Math.PI * share);
    values[2 * i + 1] = Math.sin(2 * Math.PI * share);
  });
  return new Dataset({ name: 'ring', values, shape: [2] });
}

const make = () =>
  adversarial({
    input: [2],
    hidden: [32],
    latentDim: 1,
    critic: [32],
    likelihood: 'gaussian',
    adversarialWeight: 1,
  });

it('makes codes that are distributed as the prior is, with one optimiser for all', async () => {
  const data = ring(1000);
  const model = make();
  await fit(model, data, { epochs: 60, batchSize: 50, optimiser: adam({ learningRate: 0.003 }) });
  const codes = await model.encode(data);
  const mean = codes.reduce((sum, value) => sum + value, 0) / codes.length;
  const variance = codes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / codes.length;
  expect(Math.abs(mean)).toBeLessThan(0.4);
  expect(variance).toBeGreaterThan(0.5);
  expect(variance).toBeLessThan(1.6);
  // A critic that is fooled knows no more than chance: twice log 2.
  const { critic } = await model.evaluate(data);
  expect(critic).toBeGreaterThan(1);
});

it('trains critic and model each by its own term', async () => {
  const data = samples(16);
  const still = stochasticGradientDescent({ learningRate: 0 });
  const moving = stochasticGradientDescent({ learningRate: 0.1 });
  const small = () => adversarial({ input: [5, 3], hidden: [4], latentDim: 2, critic: [4] });
  for (const [optimiser, group] of [
    [{ model: still, critic: moving }, 'critic'],
    [{ model: moving, critic: still }, 'model'],
  ] as const) {
    const model = small();
    const values = () => model.variables.map(({ variable }) => String(variable.dataSync()));
    const before = values();
    await fit(model, data, { epochs: 1, optimiser });
    const after = values();
    model.variables.forEach((variable, i) => {
      expect(after[i] !== before[i], variable.name).toBe(variable.group === group);
    });
  }
});

it('needs a prior, and says so', () => {
  expect(() => withParts({ penalties: [penalty()] })).toThrow(
    'this needs a prior to draw codes from; give the model one, such as standardNormal()',
  );
});
