import type * as tf from '@tensorflow/tfjs-core';
import { key } from '@autoencoder-zoo/core';

/**
 * Where a likelihood leaves, when it is built, the log variance that it learns, the
 * same for all values.
 */
export const learnedLogVariance = key<() => tf.Tensor>('learnedLogVariance');
