import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { normal } from '../parts/noise.js';
import { definePart } from '../parts/part.js';
import { identity, linearDecoder, noisy, samples, squares, tiny } from '../testing/tiny.js';
import type { Autoencoder } from './autoencoder.js';
import { autoencoder } from './makeAutoencoder.js';
import {
  importanceSampledLogLikelihood,
  type ImportanceSamplingOptions,
} from './importanceSampledLogLikelihood.js';

const noiseVariance = 0.25;
const decoder = [0.6, -0.9, 0.3, 0.5];
const squaredNorm = decoder.reduce((sum, weight) => sum + weight ** 2, 0);

const logTwoPi = Math.log(2 * Math.PI);

const normalPrior = definePart({
  kind: 'prior',
  name: 'testPrior@1',
  options: z.strictObject({}),
  build(_, context) {
    const site = context.noise('epsilon', [1], normal);
    return {
      independent: true,
      sample: (_rows, frame) => frame.noise(site),
      logDensity: (z) => tf.mul(tf.sum(tf.add(tf.square(z), logTwoPi), 1), -0.5),
    };
  },
});

/** One number with a normal distribution, whose weight in the loss is not 1. */
const gaussian = definePart({
  kind: 'code',
  name: 'testGaussian@1',
  options: z.strictObject({ drawn: z.boolean() }),
  build({ drawn }, context) {
    const [inputs] = context.shapes.features;
    const kernel = context.variable('kernel', [inputs, 1], 'zeros');
    const logVariance = context.variable('logVariance', [1], 'zeros');
    const site = context.noise('epsilon', [1], normal);
    return {
      shape: [1],
      independent: true,
      prior: normalPrior(),
      code(x, frame) {
        const mean = tf.matMul(x, kernel);
        const noise = frame.noise(site);
        const z = tf.add(frame.perDraw(mean), tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise));
        const logDensity = () =>
          tf.mul(tf.sum(tf.add(tf.add(tf.square(noise), logVariance), logTwoPi), 1), -0.5);
        return { z, mean, beta: 0.1, logDensity, ...(!drawn && { logDensity: undefined }) };
      },
    };
  },
});

const normalLikelihood = definePart({
  kind: 'likelihood',
  name: 'testNormal@1',
  options: z.strictObject({}),
  build: () => ({
    independent: true,
    parametersPerValue: 1,
    elements: (output, target) =>
      tf.add(
        tf.mul(tf.squaredDifference(output, target), 0.5 / noiseVariance),
        Math.log(2 * Math.PI * noiseVariance) / 2,
      ),
    mean: (output) => output,
  }),
});

/** The posterior of the code: its mean is that share of w'x, and its variance the same for all. */
const posteriorVariance = 1 / (1 + squaredNorm / noiseVariance);

/** A model whose encoder gives the posterior, shifted and widened. */
function linearGaussian({ shift = 1, width = 1, drawn = true } = {}) {
  const model = autoencoder({
    input: [4],
    corruption: noisy(),
    encoder: identity(),
    code: gaussian({ drawn }),
    decoder: linearDecoder(),
    likelihood: normalLikelihood(),
  });
  const share = (shift * posteriorVariance) / noiseVariance;
  const values: Record<string, number[]> = {
    'code/kernel': decoder.map((weight) => weight * share),
    'code/logVariance': [Math.log(width * posteriorVariance)],
    'decoder/kernel': decoder,
  };
  for (const { name, variable } of model.variables) {
    variable.assign(tf.tensor(values[name], variable.shape));
  }
  models.push(model);
  return model;
}

const models: Autoencoder[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

/** log N(x; 0, ww' + noiseVariance I). */
function logDensity(x: Float32Array): number {
  const product = x.reduce((sum, value, i) => sum + value * decoder[i], 0);
  const length = x.reduce((sum, value) => sum + value ** 2, 0);
  const total = noiseVariance + squaredNorm;
  const distance = (length - product ** 2 / total) / noiseVariance;
  const determinant = 3 * Math.log(noiseVariance) + Math.log(total);
  return -(4 * Math.log(2 * Math.PI) + determinant + distance) / 2;
}

const data = samples(23);
const exact = Array.from({ length: 23 }, (_, i) =>
  logDensity((data.values as Float32Array).subarray(4 * i, 4 * i + 4)),
);
const exactMean = exact.reduce((sum, value) => sum + value, 0) / exact.length;
const errors = (ofSamples: Float64Array) => ofSamples.map((value, i) => value - exact[i]);

describe('importanceSampledLogLikelihood', () => {
  it.each<ImportanceSamplingOptions>([
    { draws: 1 },
    { draws: 3, batchSize: 7 },
    { draws: 50, batchSize: 8 },
    { draws: 4 },
  ])('is exact for any draws if the encoder gives the posterior: %o', async (options) => {
    const { mean, ofSamples } = await importanceSampledLogLikelihood(
      linearGaussian(),
      data,
      options,
    );
    expect(ofSamples).toHaveLength(23);
    for (const error of errors(ofSamples)) expect(Math.abs(error)).toBeLessThan(1e-4);
    expect(mean).toBeCloseTo(exactMean, 4);
  });

  it('comes near with many draws if the encoder gives something else', async () => {
    const model = linearGaussian({ shift: 0.5, width: 3 });
    const { ofSamples } = await importanceSampledLogLikelihood(model, data);
    for (const error of errors(ofSamples)) expect(Math.abs(error)).toBeLessThan(0.15);
  });

  it('is the evidence lower bound for one draw, and above it for more', async () => {
    const [shift, width] = [0.5, 3];
    const model = linearGaussian({ shift, width });
    // The gap of the bound is the divergence of the encoder's distribution from the posterior.
    const spread = (width - 1 - Math.log(width)) / 2;
    const gaps = exact.map((_, i) => {
      const x = (data.values as Float32Array).subarray(4 * i, 4 * i + 4);
      const product = x.reduce((sum, value, j) => sum + value * decoder[j], 0);
      const far = ((shift - 1) * posteriorVariance * product) / noiseVariance;
      return spread + far ** 2 / (2 * posteriorVariance);
    });
    const bound = exactMean - gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const averages = [];
    for (const draws of [1, 10]) {
      let sum = 0;
      for (let seed = 0; seed < 40; seed++) {
        sum += (await importanceSampledLogLikelihood(model, data, { draws, seed })).mean;
      }
      averages.push(sum / 40);
    }
    expect(Math.abs(averages[0] - bound)).toBeLessThan(0.15);
    expect(averages[1]).toBeGreaterThan(bound + 0.3);
    expect(averages[1]).toBeLessThan(exactMean);
  });

  it('draws by the seed', async () => {
    const model = linearGaussian({ shift: 0.5 });
    const run = (seed?: number) =>
      importanceSampledLogLikelihood(model, data, { draws: 5, ...(seed && { seed }) });
    const [first, again, other] = [await run(), await run(), await run(9)];
    expect(again).toEqual(first);
    expect(other.mean).not.toBe(first.mean);
  });

  it('leaves the model as it was', async () => {
    const model = linearGaussian();
    const before = tf.memory().numTensors;
    const first = await model.evaluate(data);
    const between = tf.memory().numTensors;
    await importanceSampledLogLikelihood(model, data, { draws: 3 });
    expect(tf.memory().numTensors - between).toBeLessThanOrEqual(between - before);
    expect(await model.evaluate(data)).toEqual(first);
  });

  it('tells how far it is, and stops by the signal', async () => {
    const model = linearGaussian();
    const shares: number[] = [];
    const options = { draws: 20, batchSize: 8, onProgress: (share: number) => shares.push(share) };
    await importanceSampledLogLikelihood(model, data, options);
    expect(shares).toHaveLength(23 * 3);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const stopped = importanceSampledLogLikelihood(model, data, {
      signal: AbortSignal.abort(new Error('enough')),
    });
    await expect(stopped).rejects.toThrow('enough');
  });

  it('refuses values that the likelihood is not for', async () => {
    const model = autoencoder({
      input: [4],
      encoder: identity(),
      code: gaussian({ drawn: true }),
      decoder: linearDecoder(),
      likelihood: squares({ unit: true }),
    });
    await expect(importanceSampledLogLikelihood(model, data, { draws: 10 })).rejects.toThrow(
      'samples: sample 0 has',
    );
    model.dispose();
  });

  it('refuses models without a likelihood, and wrong options', async () => {
    const averaging = linearGaussian({ drawn: false });
    const before = tf.memory().numTensors;
    const unknown = importanceSampledLogLikelihood(averaging, data);
    await expect(unknown).rejects.toThrow('a code that is a distribution');
    expect(tf.memory().numTensors).toBe(before);
    const other = tiny();
    models.push(other);
    await expect(importanceSampledLogLikelihood(other, data)).rejects.toThrow(
      'a code that is a distribution',
    );
    await expect(
      importanceSampledLogLikelihood(linearGaussian(), data, { draws: 0 }),
    ).rejects.toThrow('draws');
    await expect(
      importanceSampledLogLikelihood(linearGaussian(), [[NaN, 0, 0, 0]]),
    ).rejects.toThrow('holds NaN');
  });
});
