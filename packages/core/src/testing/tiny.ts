import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { Dataset } from '../data/dataset.js';
import { autoencoder } from '../model/makeAutoencoder.js';
import { normal } from '../parts/noise.js';
import { weight, type Weight } from '../parts/number.js';
import { definePart } from '../parts/part.js';
import { RandomStream } from '../random/stream.js';

/** Adds noise of deviation 0.1. */
export const noisy = definePart({
  kind: 'corruption',
  name: 'noisy@1',
  options: z.strictObject({}),
  build(_, context) {
    const site = context.noise('site', context.shapes.input, normal);
    return {
      independent: true,
      corrupt: (x, frame) => tf.add(x, tf.mul(frame.noise(site), 0.1)),
    };
  },
});

/** Sums over steps, weighted by the mask: what a sequence encoder does with padding. */
export const summing = definePart({
  kind: 'encoder',
  name: 'summing@1',
  options: z.strictObject({}),
  build: (_, { shapes }) => ({
    independent: true,
    shape: [shapes.input[1]],
    encode: (x, { mask }) => tf.sum(mask ? tf.mul(x, tf.expandDims(mask, 2)) : x, 1),
  }),
});

/** Features are the input. */
export const identity = definePart({
  kind: 'encoder',
  name: 'identity@1',
  options: z.strictObject({}),
  build: (_, { shapes }) => ({ independent: true, shape: shapes.input, encode: (x) => x }),
});

/** Codes of standard normal numbers. */
export const normalPrior = definePart({
  kind: 'prior',
  name: 'normal@1',
  options: z.strictObject({}),
  build(_, context) {
    const site = context.noise('site', context.shapes.code, normal);
    return { independent: true, sample: (_rows, frame) => frame.noise(site) };
  },
});

/** A linear code with gaussian noise and a term of its size. */
export const noisyCode = definePart({
  kind: 'code',
  name: 'noisyCode@1',
  options: z.strictObject({ dim: z.int(), beta: weight.default(1) }),
  build({ dim, beta }, context) {
    const kernel = context.variable('kernel', [context.shapes.features[0], dim], 'glorotUniform');
    const site = context.noise('site', [dim], normal);
    const scheduled = context.number('beta', beta);
    return {
      independent: true,
      shape: [dim],
      prior: normalPrior(),
      code(x, frame) {
        const mean = tf.matMul(x, kernel);
        const z = tf.add(frame.perDraw(mean), frame.noise(site));
        const size = { value: tf.sum(tf.square(z), 1), weight: frame.number(scheduled) };
        return { z, mean, terms: { size } };
      },
    };
  },
});

/** A linear decoder. */
export const linearDecoder = definePart({
  kind: 'decoder',
  name: 'linear@1',
  options: z.strictObject({}),
  build(_, context) {
    const { code, output } = context.shapes;
    const size = output.reduce((product, d) => product * d, 1);
    const kernel = context.variable('kernel', [code[0], size], 'glorotUniform');
    return {
      independent: true,
      decode: (z) => tf.reshape(tf.matMul(z as tf.Tensor2D, kernel), [z.shape[0], ...output]),
    };
  },
});

/** Squared error, for any values or for those in [0, 1]. */
export const squares = definePart({
  kind: 'likelihood',
  name: 'squares@1',
  options: z.strictObject({ unit: z.boolean().default(false) }),
  build: ({ unit }) => ({
    independent: true,
    parametersPerValue: 1,
    ...(unit && { support: [0, 1] as const }),
    elements: (output, target) => tf.squaredDifference(output, target),
    mean: (output) => output,
  }),
});

/** The logarithm of the mean of exp over draws, as an importance-weighted bound has it. */
export const severalDraws = definePart({
  kind: 'objective',
  name: 'severalDraws@1',
  options: z.strictObject({ draws: z.int() }),
  build: ({ draws }) => ({
    independent: true,
    draws,
    terms({ batchSize, reconstruction }) {
      const negative = tf.neg(reconstruction.value);
      const perSample = tf.logSumExp(tf.reshape(negative, [batchSize, draws]), 1);
      return { bound: { value: tf.neg(tf.mean(tf.sub(perSample, Math.log(draws)))) } };
    },
  }),
});

/** Normal samples of shape [4]. */
export function samples(count: number, seed = 3): Dataset<readonly [4]> {
  const values = new RandomStream(seed, 'samples').normal(new Float32Array(count * 4));
  return new Dataset({ name: 'samples', values, shape: [4] });
}

/** A small model with noise in its input and in its code. */
export function tiny(options: { beta?: Weight; scaling?: 'standard'; seed?: number } = {}) {
  const { beta = 0.01, ...rest } = options;
  return autoencoder({
    input: [4],
    corruption: noisy(),
    encoder: identity(),
    code: noisyCode({ dim: 2, beta }),
    decoder: linearDecoder(),
    likelihood: squares(),
    ...rest,
  });
}
