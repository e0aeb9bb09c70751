import type * as tf from '@tensorflow/tfjs-core';
import { key } from '@autoencoder-zoo/core';

/** Log probabilities of codes whose last axis is one choice among classes, `[batch, ...code]`. */
export const logProbabilities = key<tf.Tensor>('logProbabilities');
