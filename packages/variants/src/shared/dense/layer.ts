import type * as tf from '@tensorflow/tfjs-core';
import { linear } from '@autoencoder-zoo/engine';
import type { Context, Initialiser, LayerRun } from '@autoencoder-zoo/core';
import { activate, slopeOf, type Activation } from './activation.js';

/** Fully connected layer: `activation(x kernel + bias)`, `[rows, inputs]` to `[rows, outputs]`. */
export interface DenseLayer {
  /** `[inputs, outputs]`. */
  readonly kernel: tf.Variable<tf.Rank.R2>;
  /** `[outputs]`. */
  readonly bias: tf.Variable<tf.Rank.R1>;
  apply(x: tf.Tensor): tf.Tensor;
  /** As `apply`, with what penalties on derivatives need. */
  run(x: tf.Tensor): LayerRun & { readonly output: tf.Tensor };
}

/** How a dense layer starts and what follows it. */
export interface DenseLayerOptions {
  readonly activation: Activation;
  readonly initialiser: Initialiser;
  /** Whose optimiser trains it. Default: the model's. */
  readonly group?: string;
}

/**
 * Declares the weights of a dense layer; the bias starts as PyTorch's does with `fanIn`, else at 0.
 */
export function denseLayer(
  context: Context,
  name: string,
  inputs: number,
  outputs: number,
  { activation, initialiser, group }: DenseLayerOptions,
): DenseLayer {
  const scope = context.scope(name);
  const options = { fan: { inputs, outputs }, ...(group !== undefined && { group }) };
  const kernel = scope.variable('kernel', [inputs, outputs], initialiser, options);
  const biasStart = initialiser === 'fanIn' ? 'fanIn' : 'zeros';
  const bias = scope.variable('bias', [outputs], biasStart, options);
  const run: DenseLayer['run'] = (x) => {
    const sums: tf.Tensor = linear(x as tf.Tensor2D, kernel, bias);
    const output = activate(activation, sums);
    return { kernel, output, slope: () => slopeOf(activation, output, sums) };
  };
  return { kernel, bias, run, apply: (x) => run(x).output };
}
