import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../batch/batch.js';
import type { BuiltLikelihood } from '../parts/kinds.js';

/**
 * The likelihood's term of each row, of the values that count.
 *
 * @param counts - Which do, as factors that broadcast to the target. None: all.
 * @returns `[rows]`.
 */
export function reconstructionTerm(
  likelihood: BuiltLikelihood,
  parameters: tf.Tensor,
  target: tf.Tensor,
  { counts, batch }: { readonly counts: readonly tf.Tensor[]; readonly batch: Batch },
): tf.Tensor {
  if (likelihood.total && counts.length === 0) return likelihood.total(parameters, target);
  const elements = likelihood.elements(parameters, batch.perDraw(target));
  const counted = counts.reduce(
    (values, factors) => tf.mul(values, batch.perDraw(broadcastable(factors, values))),
    elements,
  );
  return sumFeatures(counted);
}

/** Factors with an axis of size 1 for each that they lack at their end. */
export function broadcastable(factors: tf.Tensor, values: tf.Tensor): tf.Tensor {
  const missing = values.rank - factors.rank;
  return tf.reshape(factors, [...factors.shape, ...Array<number>(missing).fill(1)]);
}

/** `[rows]` from `[rows, ...]`. */
export function sumFeatures(elements: tf.Tensor): tf.Tensor {
  if (elements.rank === 1) return elements;
  const rows = elements.shape[0];
  return tf.sum(tf.reshape(elements, [rows, elements.size / rows]), 1);
}
