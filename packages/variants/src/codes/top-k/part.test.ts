import { Dataset, fit } from '@autoencoder-zoo/core';
import { stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { denseEncoder } from '../../encoders/dense/part.js';
import { samples, withParts } from '../../testing/models.js';
import { topKCode, type TopKCodeOptions } from './part.js';

const data = samples(32);
const still = {
  epochs: 1,
  batchSize: 8,
  seed: 1,
  optimiser: stochasticGradientDescent({ learningRate: 0 }),
};

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

function make(options: Partial<TopKCodeOptions> = {}) {
  const code = topKCode({ dim: 10, k: 3, ...options });
  const model = withParts({ encoder: denseEncoder({ hidden: [] }), code });
  made.push(model);
  return model;
}
type Model = ReturnType<typeof make>;

const numbers = (model: Model, name: string) =>
  Array.from(model.variables.find((v) => v.name === name)!.variable.dataSync());

/** The units of each sample, and the k largest of them, by loops. */
function chosen(model: Model, relu: boolean, k = 3): number[][] {
  const [kernel, bias] = [numbers(model, 'code/dense/kernel'), numbers(model, 'code/dense/bias')];
  return Array.from({ length: data.length }, (_, sample) => {
    const units = bias.map((start, j) => {
      let sum = start;
      for (let i = 0; i < 15; i++) sum += data.values[sample * 15 + i] * kernel[i * 10 + j];
      return relu ? Math.max(sum, 0) : sum;
    });
    const places = units.map((_, j) => j).toSorted((a, b) => units[b] - units[a]);
    const kept = new Set(places.slice(0, k));
    return units.map((value, j) => (kept.has(j) ? value : 0));
  });
}

describe('a top-k code', () => {
  it.each(['relu', 'linear'] as const)('keeps the k largest units: %s', async (activation) => {
    const model = make({ activation });
    const codes = await model.encode(data);
    const expected = chosen(model, activation === 'relu');
    expected.flat().forEach((value, i) => expect(codes[i]).toBeCloseTo(value, 5));
    const kept = expected.map((code) => code.filter((value) => value !== 0).length);
    expect(Math.max(...kept)).toBe(3);
  });

  it('is a dense layer where all are kept', async () => {
    const model = make({ k: 10, activation: 'linear' });
    const expected = chosen(model, false, 10).flat();
    (await model.encode(data)).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  });

  it('counts the steps since a unit was used, and those that are dead', async () => {
    const model = make({ deadAfter: 4 });
    const codes = chosen(model, true);
    const never = codes[0].map((_, j) => codes.every((code) => code[j] === 0));
    expect(never).toContain(true);
    expect(never).toContain(false);
    await fit(model, data, still);
    numbers(model, 'code/idle').forEach((steps, j) => {
      if (never[j]) expect(steps).toBe(4);
      else expect(steps).toBeLessThan(4);
    });
    expect((await model.evaluate(data))['dead']).toBe(never.filter(Boolean).length);
    // Use and measurement count nothing.
    expect(Math.max(...numbers(model, 'code/idle'))).toBe(4);
    await fit(model, data, { ...still, only: ['decoder'] });
    expect(Math.max(...numbers(model, 'code/idle'))).toBe(4);
  });

  it('teaches nothing to units that no sample keeps', async () => {
    const model = make();
    const codes = chosen(model, true);
    const before = numbers(model, 'code/dense/kernel');
    const all = new Dataset({ name: 'all', values: data.values, shape: [5, 3] });
    const optimiser = stochasticGradientDescent({ learningRate: 0.01 });
    await fit(model, all, { epochs: 1, batchSize: 32, seed: 1, optimiser });
    const moved = codes[0].map((_, j) =>
      numbers(model, 'code/dense/kernel').some((w, i) => i % 10 === j && w !== before[i]),
    );
    expect(moved).toEqual(codes[0].map((_, j) => codes.some((code) => code[j] !== 0)));
  });

  it('refuses more than there are', () => {
    expect(() => topKCode({ dim: 3, k: 4 })).toThrow('expected at most `dim`');
  });
});
