import * as tf from '@autoencoder-zoo/engine/tensorflow';
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
  const [rows] = parameters.shape;
  if (likelihood.total && counts.length === 0) {
    const total = likelihood.total(parameters, target);
    refuseOther('total', total, [rows]);
    return total;
  }
  const elements = likelihood.elements(parameters, batch.perDraw(target));
  refuseOther('elements', elements, [rows, ...target.shape.slice(1)]);
  const counted = counts.reduce(
    (values, factors) => tf.mul(values, perDraw(broadcastable(factors, values), batch)),
    elements,
  );
  return sumFeatures(counted);
}

/** Factors of each sample for each of its draws; those of all samples stay one. */
const perDraw = (factors: tf.Tensor, batch: Batch): tf.Tensor =>
  factors.shape[0] === 1 ? factors : batch.perDraw(factors);

function refuseOther(name: string, given: tf.Tensor, expected: readonly number[]): void {
  if (String(given.shape) === String(expected)) return;
  throw new Error(
    `${name} has to give [${expected.join(', ')}] for this batch, but gave [${given.shape.join(', ')}]`,
  );
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
