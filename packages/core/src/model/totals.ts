import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { FittedScaling } from '../data/scaling.js';
import { broadcastable, sumFeatures } from '../network/reconstructionTerm.js';
import { modelGroup } from '../parts/declarations.js';
import type { Terms } from '../parts/term.js';

/**
 * The terms of a batch as scalars, and the weighted sum of those of the model's own
 * group as `loss`.
 */
export function totals(terms: Terms): Record<string, tf.Tensor> {
  const parts = Object.values(terms)
    .filter(({ group = modelGroup }) => group === modelGroup)
    .map(({ value, weight = 1 }) => tf.mul(value, weight));
  const values = Object.entries(terms).map(([name, { value }]) => [name, value] as const);
  return { loss: parts.reduce((sum, part) => tf.add(sum, part)), ...Object.fromEntries(values) };
}

/**
 * Terms and what is measured beside them.
 *
 * @throws Error for a name that both have.
 */
export function together(
  terms: Readonly<Record<string, tf.Tensor>>,
  measures: Readonly<Record<string, tf.Tensor>>,
): Record<string, tf.Tensor> {
  const taken = Object.keys(measures).find((name) => Object.hasOwn(terms, name));
  if (taken === undefined) return { ...terms, ...measures };
  throw new Error(
    `a part gives a term named "${taken}", which is what is measured of outputs; rename the term`,
  );
}

/**
 * Squared error of each sample, `[rows]`, summed over the values that count, with the
 * scaling undone: in squares of {@link unitOf} the scaling, since those of the data's
 * own units may be beyond `float32`.
 *
 * @param counts - Factors that broadcast to the target.
 */
export function squaredErrorInUnits(
  output: tf.Tensor,
  target: tf.Tensor,
  counts: readonly tf.Tensor[],
  scaling: FittedScaling,
): tf.Tensor {
  const rows = target.shape[0];
  const groups = scaling.factor.length;
  const unit = unitOf(scaling);
  const factor = tf.tensor1d(scaling.factor.map((value) => value * unit));
  const difference = tf.div(
    tf.reshape(tf.sub(output, target), [rows, target.size / rows / groups, groups]),
    factor,
  );
  return sumOfCounted(tf.reshape(tf.square(difference), target.shape), counts);
}

/**
 * How many values of each sample are other ones, `[rows]`, of those that count.
 *
 * @param counts - Factors that broadcast to the target.
 */
export function hammingDistance(
  output: tf.Tensor,
  target: tf.Tensor,
  counts: readonly tf.Tensor[],
): tf.Tensor {
  return sumOfCounted(tf.cast(tf.notEqual(output, target), 'float32'), counts);
}

function sumOfCounted(values: tf.Tensor, counts: readonly tf.Tensor[]): tf.Tensor {
  const counted = counts.reduce(
    (product, factors) => tf.mul(product, broadcastable(factors, product)),
    values,
  );
  return sumFeatures(counted);
}

/** The power of two next to the largest spread that a scaling takes to 1. */
export function unitOf({ factor }: FittedScaling): number {
  const smallest = factor.reduce((least, value) => Math.min(least, value));
  return 2 ** -Math.round(Math.log2(smallest));
}
