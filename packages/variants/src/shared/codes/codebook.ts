import { key } from '@autoencoder-zoo/core';
import type * as tf from '@tensorflow/tfjs-core';

/** Entries `[entries, dim]` of which a code consists, one for each of its vectors. */
export const codebook = key<tf.Variable<tf.Rank.R2>>('codebook');
