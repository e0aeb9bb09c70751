import * as tf from '@tensorflow/tfjs-core';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../files/testing/temporaryFolder.js';
import { definePart } from '../parts/part.js';
import { normal } from '../parts/noise.js';
import { identity, linearDecoder, noisy, noisyCode, samples, squares } from '../testing/tiny.js';
import { classifier } from './makeClassifier.js';
import { autoencoder } from './makeAutoencoder.js';
import { importanceSampledLogLikelihood } from './importanceSampledLogLikelihood.js';

const data = samples(8);
const one = samples(1);

const make = () =>
  autoencoder({
    input: [4],
    corruption: noisy(),
    encoder: identity(),
    code: noisyCode({ dim: 2 }),
    decoder: linearDecoder(),
    likelihood: squares(),
  });

type Call = (model: ReturnType<typeof make>) => Promise<unknown>;

describe('a call that began before dispose comes to its end, and leaves nothing:', () => {
  it.each<[string, Call]>([
    ['encode', (model) => model.encode(data)],
    ['drawCodes', (model) => model.drawCodes(data)],
    ['decode', (model) => model.decode([[1, 2]])],
    ['reconstruct', (model) => model.reconstruct(data)],
    ['corrupt', (model) => model.corrupt(data)],
    ['sample', (model) => model.sample(2)],
    ['interpolate', (model) => model.interpolate(one, one, 3)],
    ['evaluate', (model) => model.evaluate(data)],
    ['files', (model) => model.files()],
  ])('%s', async (_, call) => {
    const [used, disposed] = [make(), make()];
    const expected = await call(used);
    used.dispose();
    const before = tf.memory().numTensors - disposed.variables.length;
    const result = call(disposed);
    disposed.dispose();
    expect(await result).toEqual(expected);
    expect(tf.memory().numTensors).toBe(before);
    await expect(call(disposed)).rejects.toThrow(': this model was disposed');
  });
});

it('a classifier that is disposed at once still predicts and gives its files', async () => {
  const make = () =>
    classifier({
      input: [4],
      encoder: identity(),
      code: noisyCode({ dim: 2 }),
      decoder: linearDecoder(),
      classes: 2,
    });
  const [used, disposed] = [make(), make()];
  const calls = [disposed.predict(data), disposed.files()] as const;
  disposed.dispose();
  expect(await Promise.all(calls)).toEqual([await used.predict(data), await used.files()]);
  used.dispose();
});

it('a model that is disposed at once is saved as a whole', async () => {
  const [used, disposed] = [make(), make()];
  const files = await used.files();
  used.dispose();
  const folder = join(temporaryFolder(), 'model');
  const saved = disposed.save(folder);
  disposed.dispose();
  await saved;
  expect((await readdir(folder)).sort()).toEqual(Object.keys(files).sort());
  for (const [name, bytes] of Object.entries(files)) {
    expect(new Uint8Array(await readFile(join(folder, name)))).toEqual(bytes);
  }
  await expect(disposed.save(folder)).rejects.toThrow('save: this model was disposed');
});

/** A decoder that brings its own variable, so that copies of the model share it. */
const bringing = definePart({
  kind: 'decoder',
  name: 'bringing@1',
  options: z.strictObject({ kernel: z.instanceof(tf.Variable<tf.Rank.R2>) }),
  build({ kernel }, context) {
    context.adopt('kernel', kernel);
    return { independent: true, decode: (x) => tf.matMul(x, kernel) };
  },
});

/** A prior of the same density. */
const densePrior = definePart({
  kind: 'prior',
  name: 'dense@1',
  options: z.strictObject({}),
  build(_, context) {
    const site = context.noise('z', [2], normal);
    return {
      independent: true,
      sample: (_rows, frame) => frame.noise(site),
      logDensity: (z) => tf.neg(tf.sum(tf.square(z), 1)),
    };
  },
});

/** A standard normal code, whatever comes in. */
const ignorant = definePart({
  kind: 'code',
  name: 'ignorant@1',
  options: z.strictObject({}),
  build(_, context) {
    const site = context.noise('z', [2], normal);
    const logDensity = (z: tf.Tensor) => tf.neg(tf.sum(tf.square(z), 1));
    return {
      independent: true,
      shape: [2],
      prior: densePrior(),
      code(features, frame) {
        const z = frame.noise(site);
        const mean = tf.zeros([features.shape[0], 2]);
        return { z, mean, logDensity: () => logDensity(z) };
      },
    };
  },
});

it('the log likelihood of a model that is disposed meanwhile is right', async () => {
  const make = () =>
    autoencoder({
      input: [4],
      encoder: identity(),
      code: ignorant(),
      decoder: bringing({ kernel: tf.tidy(() => tf.variable(tf.ones([2, 4]))) }),
      likelihood: squares(),
    });
  const options = { draws: 50, batchSize: 20 };
  const [used, disposed] = [make(), make()];
  const result = importanceSampledLogLikelihood(disposed, data, options);
  disposed.dispose();
  expect(await result).toEqual(await importanceSampledLogLikelihood(used, data, options));
  used.dispose();
});
