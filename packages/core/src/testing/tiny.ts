import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { Dataset } from '../data/dataset.js';
import { autoencoder } from '../model/compose.js';
import {
  defineCode,
  defineCorruption,
  defineDecoder,
  defineEncoder,
  defineLikelihood,
  defineObjective,
} from '../parts/kinds.js';
import { normal } from '../parts/noise.js';
import { weight } from '../parts/schedule.js';
import { RandomStream } from '../random/stream.js';

/** Adds noise of deviation 0.1. */
export const noisy = defineCorruption({
  name: 'noisy@1',
  options: z.strictObject({}),
  build(_, context, shape) {
    const site = context.noise('site', normal(shape));
    return { corrupt: (x, frame) => tf.add(x, tf.mul(frame.noise(site), 0.1)) };
  },
});

/** Sums over steps, weighted by the mask: what a sequence encoder does with padding. */
export const summing = defineEncoder({
  name: 'summing@1',
  options: z.strictObject({}),
  build: (_, __, [, channels]) => ({
    shape: [channels],
    encode: (x, { mask }) => tf.sum(mask ? tf.mul(x, tf.expandDims(mask, 2)) : x, 1),
  }),
});

/** Features are the input. */
export const identity = defineEncoder({
  name: 'identity@1',
  options: z.strictObject({}),
  build: (_, __, shape) => ({ shape, encode: (x) => x }),
});

/** A linear code with gaussian noise and a term of its size. */
export const noisyCode = defineCode({
  name: 'noisyCode@1',
  options: z.strictObject({ dim: z.int(), beta: weight.default(1) }),
  build({ dim, beta }, context, features) {
    const kernel = context.variable('kernel', [features[0], dim], 'glorotUniform');
    const site = context.noise('site', normal([dim]));
    const scheduled = context.weight('beta', beta);
    return {
      shape: [dim],
      prior: { distribution: normal([dim]), toCode: (noise) => noise },
      code(x, frame) {
        const mean = tf.matMul(x, kernel);
        const z = tf.add(mean, frame.noise(site));
        const size = { value: tf.sum(tf.square(z), 1), weight: frame.weight(scheduled) };
        return { z, mean, terms: { size } };
      },
    };
  },
});

/** A linear decoder. */
export const linearDecoder = defineDecoder({
  name: 'linear@1',
  options: z.strictObject({}),
  build(_, context, { code, output }) {
    const size = output.reduce((product, d) => product * d, 1);
    const kernel = context.variable('kernel', [code[0], size], 'glorotUniform');
    return {
      decode: (z) =>
        tf.reshape(tf.matMul(z as tf.Tensor2D, kernel as tf.Tensor as tf.Tensor2D), [
          z.shape[0],
          ...output,
        ]),
    };
  },
});

/** Squared error, for any values or for those in [0, 1]. */
export const squares = defineLikelihood({
  name: 'squares@1',
  options: z.strictObject({ unit: z.boolean().default(false) }),
  build: ({ unit }) => ({
    parametersPerValue: 1,
    ...(unit && { support: [0, 1] as const }),
    elements: (output, target) => tf.squaredDifference(output, target),
    mean: (output) => output,
  }),
});

/** The logarithm of the mean of exp over draws, as an importance-weighted bound has it. */
export const severalDraws = defineObjective({
  name: 'severalDraws@1',
  options: z.strictObject({ draws: z.int() }),
  build: ({ draws }) => ({
    draws,
    terms({ batchSize, reconstruction, code }) {
      const negative = tf.neg(tf.add(reconstruction.value, code['size'].value));
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
export function tiny(options: { beta?: unknown; scaling?: 'standard'; seed?: number } = {}) {
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
