import { key } from '@autoencoder-zoo/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * Ones for the values of a batch that a corruption has left, zeros for those that it
 * hid: `[batch, ...input]`.
 */
export const visible = key<Tensor>('visible');
