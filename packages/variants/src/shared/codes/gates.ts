import { key } from '@autoencoder-zoo/core';
import type * as tf from '@tensorflow/tfjs-core';

/** How far the gates of a code are open on a batch, `[batch, units]`, at least 0. */
export const gates = key<tf.Tensor2D>('gates');
