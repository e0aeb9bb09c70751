import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Dataset } from '../data/dataset.js';
import { definePart } from '../parts/part.js';
import { RandomStream } from '../random/stream.js';
import {
  identity,
  linearDecoder,
  noisy,
  noisyCode,
  samples,
  squares,
  summing,
} from '../testing/tiny.js';
import { fit } from '../train/fit.js';
import { autoencoder } from './makeAutoencoder.js';

describe('the squared error of evaluate', () => {
  it('is summed exactly, however many samples are in a batch', async () => {
    const [count, size] = [10_000, 200];
    const values = new RandomStream(1, 'x').uniform(new Float32Array(count * size));
    const data = new Dataset({ name: 'x', values, shape: [size] });
    const model = autoencoder({
      input: [size],
      encoder: identity(),
      code: noisyCode({ dim: 1 }),
      decoder: linearDecoder(),
      likelihood: squares(),
    });
    const outputs = await model.reconstruct(data);
    let expected = 0;
    for (let i = 0; i < values.length; i++) expected += (outputs[i] - values[i]) ** 2 / count;
    for (const batchSize of [100, 10_000]) {
      const { squaredError } = await model.evaluate(data, { batchSize });
      expect(Math.abs(squaredError / expected - 1)).toBeLessThan(1e-6);
    }
  });

  it('is that of the damaged sample where evaluate damages it', async () => {
    const data = samples(50);
    const model = autoencoder({
      input: [4],
      corruption: noisy(),
      encoder: identity(),
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      likelihood: squares(),
      scaling: 'standard',
    });
    model.fitScaling(data);
    const damaged = await model.corrupt(data, { seed: 5 });
    const outputs = await model.reconstruct(damaged);
    let expected = 0;
    outputs.forEach((value, i) => (expected += (value - data.values[i]) ** 2 / 50));
    const { squaredError } = await model.evaluate(data, { corrupt: true, seed: 5 });
    expect(squaredError).toBeCloseTo(expected, 4);
    expect(Math.abs(squaredError - (await model.evaluate(data)).squaredError)).toBeGreaterThan(
      1e-3,
    );
  });
});

describe('samples near the ends of float32', () => {
  const scaled = (factor: number, scaling: 'minMax' | 'standard' | 'none') => {
    const values = samples(32).values.map((value) => (factor * value) / 4) as Float32Array;
    const data = new Dataset({ name: 'wide', values, shape: [4] });
    const model = autoencoder({
      input: [4],
      encoder: identity(),
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      likelihood: squares(),
      scaling,
    });
    return { data, model };
  };

  it.each(['minMax', 'standard'] as const)('have a finite squared error: %s', async (scaling) => {
    const { data, model } = scaled(1, scaling);
    model.fitScaling(data);
    const { squaredError } = await model.evaluate(data);
    for (const factor of [2 ** 120, 2 ** -100]) {
      const wide = scaled(factor, scaling);
      wide.model.fitScaling(wide.data);
      const found = await wide.model.evaluate(wide.data);
      expect(found['squaredError'] / factor / factor).toBeCloseTo(squaredError, 5);
      expect((await wide.model.reconstruct(wide.data)).every(Number.isFinite)).toBe(true);
    }
  });

  it('are refused where their span is beyond it', async () => {
    const { data, model } = scaled(2 ** 127, 'minMax');
    await expect(fit(model, data, { epochs: 1 })).rejects.toThrow(
      /^wide: .+e\+38 is too large: a scaling is computed in float32, for values up to 4.25e\+37; divide/,
    );
    expect(model.isScaled).toBe(false);
  });

  it('do not become infinite where a code is far off', async () => {
    const { data, model } = scaled(2 ** 124, 'minMax');
    model.fitScaling(data);
    await expect(model.decode([[100, 100]])).rejects.toThrow(
      /^decode: the value at position \d of sample 0 is beyond what float32 holds in the units of the data/,
    );
  });
});

it('values that a likelihood is not for are refused where they are compared with, as by fit', async () => {
  const values = new RandomStream(1, 'x').uniform(new Float32Array(300 * 4));
  values[1000] = 1.5;
  const data = new Dataset({ name: 'mine', values, shape: [4] });
  const make = (reads: boolean) =>
    autoencoder({
      input: [4],
      encoder: identity(),
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      likelihood: reads ? reading() : squares({ unit: true }),
    });
  const message =
    'mine: sample 250 has 1.5 at position 0, but this likelihood is for values from 0 to 1';
  const model = make(false);
  await expect(fit(model, data, { epochs: 1 })).rejects.toThrow(message);
  await expect(model.evaluate(data, { batchSize: 100 })).rejects.toThrow(message);
  await expect(make(true).reconstruct(data)).rejects.toThrow(message);
  // A model may be given other inputs than it learned from, such as damaged ones.
  await model.encode(data);
  await model.reconstruct(data);
});

/** The reconstruction has the sum of its sample. */
const reading = definePart({
  kind: 'likelihood',
  name: 'reading@1',
  options: z.strictObject({}),
  build: () => ({
    independent: true,
    parametersPerValue: 1,
    support: [0, 1] as const,
    meanReadsTarget: true,
    elements: (output, target) => tf.squaredDifference(output, target),
    mean: (output, target) => (target ? tf.mul(output, tf.sum(target, -1, true)) : output),
  }),
});

describe('sequences that are shorter than the input', () => {
  const make = () =>
    autoencoder({
      input: [3, 2],
      encoder: summing(),
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      likelihood: squares(),
    });
  const short = new Dataset({ name: 's', values: Float32Array.of(1, 2, 3, 4), shape: [2, 2] });

  it('are padded for a model that was trained on unequal lengths', async () => {
    const model = make();
    model.masked = true;
    expect([...(await model.encode(short as never))]).toEqual([
      ...(await model.encode(short.padTo(3) as never)),
    ]);
  });

  it('are refused by one that was not, with the remedy', async () => {
    await expect(make().encode(short as never)).rejects.toThrow(
      'expected samples of shape [3, 2], but they have [2, 2]. Shorter sequences fit after padTo(3)',
    );
  });
});
