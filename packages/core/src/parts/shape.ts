import type * as tf from '@tensorflow/tfjs-core';

/** Shape of one sample, without the batch axis. */
export type Shape = readonly number[];

/** Shapes of one sample on its way through a model, without the batch axis. */
export interface Shapes {
  /** Of a sample. */
  readonly input: Shape;
  /** Of what outputs are compared with: the sample itself, but for a classifier. */
  readonly target: Shape;
  /** Of what the encoder gives. */
  readonly features: Shape;
  /** Of a code. */
  readonly code: Shape;
  /**
   * Of what the decoder has to give: the target's, with room for all parameters on the last axis.
   */
  readonly output: Shape;
}

/** The rank of tensors of a shape. */
export type RankOf<S extends Shape> = S extends readonly []
  ? tf.Rank.R0
  : S extends readonly [number]
    ? tf.Rank.R1
    : S extends readonly [number, number]
      ? tf.Rank.R2
      : S extends readonly [number, number, number]
        ? tf.Rank.R3
        : S extends readonly [number, number, number, number]
          ? tf.Rank.R4
          : tf.Rank;
