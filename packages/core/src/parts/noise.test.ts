import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { autoencoder } from '../model/makeAutoencoder.js';
import type { Model } from '../model/model.js';
import { identity, linearDecoder, noisyCode, samples, squares } from '../testing/tiny.js';
import { fit } from '../train/fit.js';
import type { Frame } from './frame.js';
import type { Decoder } from './kinds.js';
import { uniform } from './noise.js';
import { definePart } from './part.js';

const made: Model[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

function make(decoder: Decoder) {
  const model = autoencoder({
    input: [4],
    encoder: identity(),
    code: noisyCode({ dim: 2, beta: 0 }),
    decoder,
    likelihood: squares(),
  });
  made.push(model);
  return model;
}

const data = samples(16);

/** Of an output that is the same everywhere. */
function errorOf(given: number): number {
  let sum = 0;
  for (const value of data.values) sum += (value - given) ** 2;
  return sum / data.length;
}

/** Gives the noise that is drawn in one mode, or -10. */
const noisyIn = (mode: Frame['mode']) =>
  definePart({
    kind: 'decoder',
    name: 'noisyIn@1',
    options: z.strictObject({}),
    build(_, context) {
      const inner = linearDecoder().build(context);
      const site = context.noise('site', [4], uniform, { mode });
      return {
        ...inner,
        decode: (z, frame) =>
          tf.add(
            tf.mul(inner.decode(z), 0),
            frame.mode === mode ? frame.noise(site) : tf.fill([z.shape[0], 4], -10),
          ),
      };
    },
  })();

describe('noise of one mode', () => {
  it('is drawn in training alone', async () => {
    const model = make(noisyIn('train'));
    const { training } = await fit(model, data, { epochs: 1, batchSize: 16, seed: 1 });
    expect(training.reconstruction[0]).toBeLessThan(errorOf(-10) / 10);
    const { reconstruction, squaredError } = await model.evaluate(data);
    expect(reconstruction).toBeCloseTo(errorOf(-10), 3);
    expect(squaredError).toBeCloseTo(errorOf(-10), 3);
    expect(new Set(await model.sample(5))).toEqual(new Set([-10]));
  });

  it('is drawn in use by sample, and 0 where outputs are not random', async () => {
    const model = make(noisyIn('use'));
    const drawn = await model.sample(50, { seed: 1 });
    expect(new Set(drawn).size).toBeGreaterThan(150);
    expect(await model.sample(50, { seed: 1 })).toEqual(drawn);
    expect(await model.sample(50, { seed: 2 })).not.toEqual(drawn);
    for (const outputs of [
      await model.reconstruct(data),
      await model.decode(await model.encode(data)),
    ])
      expect(new Set(outputs)).toEqual(new Set([0]));
    const { training } = await fit(model, data, { epochs: 1, batchSize: 16, seed: 1 });
    const { reconstruction } = await model.evaluate(data);
    // In both it gives -10.
    expect(reconstruction).toBeCloseTo(training.reconstruction[0], 3);
  });
});

/** Gives the target where it is given one, else -10. */
const peeking = definePart({
  kind: 'decoder',
  name: 'peeking@1',
  options: z.strictObject({}),
  build(_, context) {
    const inner = linearDecoder().build(context);
    return {
      ...inner,
      decode: (z, frame) =>
        tf.add(
          tf.mul(inner.decode(z), 0),
          frame.target ? frame.perDraw(frame.target) : tf.fill([z.shape[0], 4], -10),
        ),
    };
  },
});

it('a decoder that is told the target is measured without it', async () => {
  const model = make(peeking());
  const { reconstruction, squaredError } = await model.evaluate(data);
  expect(reconstruction).toBe(0);
  const outputs = await model.reconstruct(data);
  expect(new Set(outputs)).toEqual(new Set([-10]));
  expect(squaredError).toBeCloseTo(errorOf(-10), 3);
});
