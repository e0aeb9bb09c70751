import { key, type Shape } from '@autoencoder-zoo/core';
import type * as tf from '@tensorflow/tfjs-core';

/** The choices that make up a code: of entries of a codebook, of levels, of bits. */
export interface Choices {
  /** Shape of the choices of one sample. */
  readonly shape: Shape;
  /** Among how many each is: the same for all, or a number for each place on the last axis. */
  readonly counts: number | readonly number[];
  /** Codes `[rows, ...code]` of choices `[rows, ...shape]`, int32, from 0. */
  readonly codesOf: (choices: tf.Tensor) => tf.Tensor;
}

/** What a code of choices leaves for its prior. */
export const choices = key<Choices>('choices');
