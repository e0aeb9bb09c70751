import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { key, type Moments } from '@autoencoder-zoo/core';

/** What the upper layer of a code of two layers says of the lower one. */
export interface TopDown {
  /** Numbers of the upper layer. */
  readonly upper: number;
  /** `p(lower | upper)` for `[rows, upper]`. */
  lower(upper: tf.Tensor): Moments;
}

/** The way down of a ladder, which code and prior share. */
export const topDown = key<TopDown>('topDown');

/** Draws of the upper layer on a batch, `[rows, upper]`. */
export const upperDraws = key<tf.Tensor>('upperDraws');

/** Divergence of both layers from their prior on a batch, `[rows, lower + upper]`. */
export const ladderDivergence = key<tf.Tensor>('ladderDivergence');

/** Standard normal moments for `[rows, dim]`. */
export const standardLike = (z: tf.Tensor): Moments => ({
  mean: tf.zerosLike(z),
  logVariance: tf.zerosLike(z),
});
