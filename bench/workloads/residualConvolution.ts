import { autoencoder, type Context, type Frame, definePart } from '@autoencoder-zoo/core';
import { deterministicCode } from '@autoencoder-zoo/variants/codes/deterministic';
import { squaredErrorLikelihood } from '@autoencoder-zoo/variants/likelihoods/squared-error';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { Workload } from './workload.js';

type Layer = (x: tf.Tensor, frame: Frame) => tf.Tensor;

const channels = 32;

/** Halves height and width, or leaves them. */
function convolution(context: Context, inputs: number, stride: 1 | 2): Layer {
  const fan = { inputs: 9 * inputs, outputs: 9 * channels };
  const kernel = context.variable('kernel', [3, 3, inputs, channels], 'heUniform', { fan });
  return (x) => tf.conv2d(x as tf.Tensor4D, kernel, stride, 'same');
}

/** Doubles height and width. */
function transposed(context: Context, outputs: number): Layer {
  const fan = { inputs: 9 * channels, outputs: 9 * outputs };
  const kernel = context.variable('kernel', [3, 3, outputs, channels], 'heUniform', { fan });
  return (x) => {
    const [batch, height, width] = x.shape;
    const shape: [number, number, number, number] = [batch, 2 * height, 2 * width, outputs];
    return tf.conv2dTranspose(x as tf.Tensor4D, kernel, shape, 2, 'same');
  };
}

function normalised(context: Context): Layer {
  const scale = context.variable('scale', [channels], 'ones');
  const offset = context.variable('offset', [channels], 'zeros');
  const mean = context.state('mean', [channels], 'zeros');
  const variance = context.state('variance', [channels], 'ones');
  return (x, frame) => {
    if (!frame.changes(mean)) return tf.batchNorm(x, mean, variance, offset, scale, 1e-5);
    const now = tf.moments(x, [0, 1, 2]) as { mean: tf.Tensor1D; variance: tf.Tensor1D };
    frame.set(mean, tf.add(tf.mul(mean, 0.9), tf.mul(now.mean, 0.1)));
    frame.set(variance, tf.add(tf.mul(variance, 0.9), tf.mul(now.variance, 0.1)));
    return tf.batchNorm(x, now.mean, now.variance, offset, scale, 1e-5);
  };
}

/** He et al., "Deep Residual Learning for Image Recognition", 2016. */
function residual(context: Context): Layer {
  const [first, second] = ['0', '1'].map((name) => {
    const scope = context.scope(name);
    return { convolve: convolution(scope, channels, 1), normalise: normalised(scope) };
  });
  return (x, frame) => {
    const inner = tf.relu(first.normalise(first.convolve(x, frame), frame));
    return tf.relu(tf.add(x, second.normalise(second.convolve(inner, frame), frame)));
  };
}

const encoder = definePart({
  kind: 'encoder',
  name: 'benchResidualEncoder@1',
  options: z.strictObject({}),
  build(_, context) {
    const [stem, down, block] = ['stem', 'down', 'block'].map((name) => context.scope(name));
    const first = convolution(stem, 1, 2);
    const normalise = normalised(stem);
    const second = convolution(down, channels, 2);
    const last = residual(block);
    return {
      independent: false,
      shape: [7, 7, channels],
      encode: (x, frame) => last(second(tf.relu(normalise(first(x, frame), frame)), frame), frame),
    };
  },
});

const decoder = definePart({
  kind: 'decoder',
  name: 'benchResidualDecoder@1',
  options: z.strictObject({}),
  build(_, context) {
    const [spread, block, up, out] = ['spread', 'block', 'up', 'out'].map((name) =>
      context.scope(name),
    );
    const [dim] = context.shapes.code;
    const kernel = spread.variable('kernel', [dim, 49 * channels], 'heUniform');
    const bias = spread.variable('bias', [49 * channels], 'zeros');
    const first = residual(block);
    const second = transposed(up, channels);
    const normalise = normalised(up);
    const last = transposed(out, 1);
    return {
      independent: false,
      decode(z, frame) {
        const dense = tf.relu(tf.add(tf.matMul(z as tf.Tensor2D, kernel), bias));
        const images = first(tf.reshape(dense, [-1, 7, 7, channels]), frame);
        return last(tf.relu(normalise(second(images, frame), frame)), frame);
      },
    };
  },
});

/** Blocks with batch normalisation, as an author of parts writes them. */
export const residualConvolution: Workload = {
  name: 'residualConvolution',
  title: 'residual convolution, batch normalisation, 32 channels, batch 128',
  input: [28, 28, 1],
  batchSize: 128,
  make: () =>
    autoencoder({
      input: [28, 28, 1],
      encoder: encoder({}),
      code: deterministicCode({ dim: 32 }),
      decoder: decoder({}),
      likelihood: squaredErrorLikelihood(),
    }),
};
