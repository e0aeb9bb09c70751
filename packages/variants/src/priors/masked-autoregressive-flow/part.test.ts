import { fit, withPrior } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { deterministicCode } from '../../codes/deterministic/part.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { load } from '../../load.js';
import { bentCodes, distanceFromBand, entropyOfBent } from '../../testing/bent.js';
import { samples, withParts } from '../../testing/models.js';
import { priorAlone } from '../../testing/priorAlone.js';
import { maskedAutoregressiveFlow } from './part.js';

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;

describe('fitted to codes on a bent band', async () => {
  const prior = priorAlone(
    maskedAutoregressiveFlow({ steps: 4, hidden: [24], epochs: 60, learningRate: 0.005 }),
    [2, 1],
  );
  const codes = bentCodes(2000);
  await prior.fit(codes.reshape([2, 1]));
  const logDensity = (values: ArrayLike<number>) =>
    prior.logDensity(tf.tensor3d(Float32Array.from(values), [values.length / 2, 2, 1]));

  it('has almost the density that they were drawn from', () => {
    const others = -mean(logDensity(bentCodes(2000, 2).values));
    expect(others).toBeGreaterThan(entropyOfBent - 0.05);
    expect(others).toBeLessThan(entropyOfBent + 0.2);
  });

  it('has a density whose integral is 1', () => {
    const [step, points] = [0.05, []] as [number, number[]];
    for (let a = -6; a < 6; a += step) for (let b = -6; b < 30; b += step) points.push(a, b);
    const total = logDensity(points).reduce((sum, log) => sum + Math.exp(log) * step ** 2, 0);
    expect(total).toBeGreaterThan(0.97);
    expect(total).toBeLessThan(1.01);
  });

  it('gives samples on the band, of the density that it says', () => {
    const drawn = prior.sample(2000);
    expect(distanceFromBand(drawn)).toBeLessThan(1.2);
    const entropy = -mean(logDensity(drawn));
    expect(Math.abs(entropy - entropyOfBent)).toBeLessThan(0.25);
  });
});

const data = samples(100);

it('is fitted to codes of a trained model, and saved', async () => {
  const model = withParts({ code: deterministicCode({ dim: 3 }) });
  await fit(model, data, { epochs: 5, batchSize: 32 });
  const before = model.variables.map(({ variable }) => Array.from(variable.dataSync()));
  const sampling = await withPrior(model, maskedAutoregressiveFlow({ epochs: 2 }), data);
  expect(model.variables.map(({ variable }) => Array.from(variable.dataSync()))).toEqual(before);
  const loaded = await load(await sampling.files());
  expect([...(await loaded.sample(50))]).toEqual([...(await sampling.sample(50))]);
  for (const each of [model, sampling, loaded]) each.dispose();
});

it.each([{ steps: 2 }, { hidden: [5] }, { epochs: 2 }, { batchSize: 8 }, { learningRate: 0.1 }])(
  'is fitted otherwise with %o',
  async (other) => {
    const model = withParts({ code: gaussianCode({ dim: 3 }) });
    const base = { steps: 1, hidden: [4], epochs: 1 };
    const [first, second] = [
      await withPrior(model, maskedAutoregressiveFlow(base), data),
      await withPrior(model, maskedAutoregressiveFlow({ ...base, ...other }), data),
    ];
    expect([...(await second.sample(4))]).not.toEqual([...(await first.sample(4))]);
    for (const each of [model, first, second]) each.dispose();
  },
);

it.each([{ steps: 0 }, { hidden: [] }, { epochs: 0 }, { learningRate: 0 }])(
  'refuses %j',
  (wrong) => {
    expect(() => maskedAutoregressiveFlow(wrong)).toThrow(`option "${Object.keys(wrong)[0]}"`);
  },
);
