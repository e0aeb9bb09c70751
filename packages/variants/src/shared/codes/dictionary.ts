import { key } from '@autoencoder-zoo/core';
import type * as tf from '@tensorflow/tfjs-core';

/** What outputs are sums of. */
export interface Dictionary {
  /** `[units, ...output]` in one row each. */
  readonly atoms: tf.Variable<tf.Rank.R2>;
  /** `[...output]` in one row. */
  readonly bias: tf.Variable<tf.Rank.R1>;
}

/** The dictionary of a decoder that has one. */
export const dictionary = key<Dictionary>('dictionary');

/** An atom that is shorter stays short, in place of a division by 0. */
export const shortest = 1e-12;
