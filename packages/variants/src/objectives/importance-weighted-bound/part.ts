import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  positiveInteger,
  type Objective,
  type PartFactory,
  type Term,
  type Terms,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link importanceWeightedBound}. */
export interface ImportanceWeightedBoundOptions {
  /** Codes drawn for each sample, from 1 to 100,000. Default 5. */
  readonly draws?: number;
}

const part = definePart({
  kind: 'objective',
  name: 'importanceWeightedBound@1',
  options: z.strictObject({ draws: positiveInteger.max(100_000).default(5) }),
  build: ({ draws }) => ({
    independent: true,
    draws,
    perDraw: draws > 1,
    terms({ batchSize, reconstruction, divergence }) {
      const perDraw = { reconstruction, ...(divergence && { kl: divergence }) };
      const table = (values: tf.Tensor) => tf.reshape(values, [batchSize, draws]);
      const negativeLogWeights = Object.values(perDraw)
        .map(({ value, weight = 1 }) => table(tf.mul(value, weight)))
        .reduce((sum, part) => tf.add(sum, part));
      const logShares = logSharesOf(negativeLogWeights);
      const shares = tf.exp(logShares);
      const average = (values: tf.Tensor) => tf.div(tf.sum(tf.mul(shares, values)), batchSize);
      return {
        ...mapTerms(perDraw, ({ value }) => average(table(value))),
        weighting: { value: average(tf.add(logShares, Math.log(draws))) },
      };
    },
  }),
});

/**
 * The importance-weighted bound (Burda, Grosse & Salakhutdinov, "Importance Weighted
 * Autoencoders", 2016): `-log(1/k sum_i w_i)` with `w_i = p(x | z_i) p(z_i) / q(z_i | x)` for
 * k draws of the code, plus the penalties. The more draws, the closer it is to `-log p(x)`.
 * With one draw it is the evidence lower bound, with the KL term in its closed form.
 *
 * With the shares `v_i = w_i / sum_j w_j` the bound is a sum of three terms, which are
 * the ones that it reports, averaged over the batch:
 * - `reconstruction`: `sum_i v_i (-log p(x | z_i))`;
 * - `kl`, or whatever the code's terms are called: `sum_i v_i log(q(z_i | x) / p(z_i))`;
 * - `weighting`: `sum_i v_i log(k v_i)`, the divergence of these shares from equal ones: 0 if all
 *   draws count alike, and `log k` if only one counts.
 *
 * A weight `beta` of the KL term is one within `w_i`.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is first trained, if
 * the densities of code and prior at a draw are not known.
 */
export const importanceWeightedBound: PartFactory<
  Objective,
  [options?: ImportanceWeightedBoundOptions]
> = part;

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
