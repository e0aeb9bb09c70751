import type * as tf from '@tensorflow/tfjs-core';
import type { Provision } from './key.js';

/**
 * A term of the loss. The history shows `value`, averaged over the batch; the loss
 * adds `weight * value`.
 */
export interface Term {
  /**
   * Summed over features: one number for each sample (`[batch]`) or row (`[rows]`),
   * or a scalar for what belongs to the whole batch. Other shapes are errors.
   */
  readonly value: tf.Tensor;
  /** Default 1. With 0 it is a measure: shown, and no part of the loss. */
  readonly weight?: number | tf.Scalar;
  /** Whose variables it trains, and no others. Default `'model'`. */
  readonly group?: string;
}

/** Loss terms by name. */
export type Terms = Readonly<Record<string, Term>>;

/** What a part makes of a batch besides its result. */
export interface Besides {
  /** Terms and measures by name; a name that another part has as well is an error. */
  readonly terms?: Terms;
  /** What other parts may read by {@link Frame.need}. */
  readonly provides?: readonly Provision[];
  /**
   * Which values of the target count, as factors that broadcast to
   * `[batch, ...target]`: cells that were hidden, values that are there. Those of
   * several parts are multiplied. They hold where the target is the sample itself.
   */
  readonly counts?: tf.Tensor;
}

/** A result with something beside it. */
export interface Made extends Besides {
  readonly value: tf.Tensor;
}
