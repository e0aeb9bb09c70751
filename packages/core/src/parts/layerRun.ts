import type * as tf from '@tensorflow/tfjs-core';
import { key } from './key.js';

/** A fully connected layer `activation(x kernel + bias)` as it ran on a batch. */
export interface LayerRun {
  /** `[inputs, outputs]`. */
  readonly kernel: tf.Variable<tf.Rank.R2>;
  /**
   * Derivative of the activation at each unit, `[batch, outputs]`; `undefined` if it is 1 for all.
   */
  slope(): tf.Tensor | undefined;
}

/**
 * The fully connected layers from the (flattened) input on, as they ran on this
 * batch, for penalties on derivatives: an encoder provides its own, a code those with
 * its own behind them. Absent where anything else is between.
 */
export const layerRuns = key<readonly LayerRun[]>('layerRuns');

/**
 * Kernels `[inputs, outputs]` of the fully connected layers from the input on, which a tied
 * decoder can mirror: an encoder provides its own, a code those with its own behind them.
 */
export const kernels = key<readonly tf.Variable<tf.Rank.R2>[]>('kernels');
