import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { ObjectiveInput, Term, Terms } from '@autoencoder-zoo/core';

/** How draws enter a bound. */
export interface Weighing {
  /** Draws of one bound. Rows are split into as many bounds as there are, which are averaged. */
  readonly draws: number;
  /** Share of the bound in which all draws count alike, the evidence lower bound. Default 0. */
  readonly evenly?: number;
}

/**
 * The negative logarithm of the mean weight of draws, `-log(1/k sum_i w_i)`, as a sum of terms,
 * each averaged: with the shares `v_i = w_i / sum_j w_j`, `reconstruction` and `kl` are means under
 * the shares, and `weighting` is `sum_i v_i log(k v_i)`.
 */
export function importanceWeighted(
  { reconstruction, divergence }: Omit<ObjectiveInput, 'batchSize'>,
  { draws, evenly = 0 }: Weighing,
): Terms {
  const perDraw = { reconstruction, ...(divergence && { kl: divergence }) };
  const bounds = reconstruction.value.size / draws;
  const table = (values: tf.Tensor) => tf.reshape(values, [bounds, draws]);
  const negativeLogWeights = Object.values(perDraw)
    .map(({ value, weight = 1 }) => table(tf.mul(value, weight)))
    .reduce((sum, part) => tf.add(sum, part));
  const logShares = logSharesOf(negativeLogWeights);
  const shares = tf.mul(tf.exp(logShares), 1 - evenly);
  const counted = evenly > 0 ? tf.add(shares, evenly / draws) : shares;
  const average = (by: tf.Tensor, values: tf.Tensor) => tf.div(tf.sum(tf.mul(by, values)), bounds);
  return {
    ...mapTerms(perDraw, ({ value }) => average(counted, table(value))),
    weighting: { value: average(shares, tf.add(logShares, Math.log(draws))) },
  };
}

function mapTerms(terms: Terms, value: (term: Term) => tf.Tensor): Terms {
  return Object.fromEntries(
    Object.entries(terms).map(([name, term]) => [name, { ...term, value: value(term) }]),
  );
}

/**
 * Logarithms of the normalised weights, without a gradient: the bound is the least that its sum of
 * terms can be for any shares, so its slope along them is 0, and its gradient that with shares held
 * fixed.
 */
function logSharesOf(negativeLogWeights: tf.Tensor): tf.Tensor {
  return tf.customGrad((values) => ({
    value: tf.logSoftmax(tf.neg(values as tf.Tensor)),
    gradFunc: () => tf.zeros(negativeLogWeights.shape),
  }))(negativeLogWeights);
}
