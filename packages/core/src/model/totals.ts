import * as tf from '@tensorflow/tfjs-core';
import type { FittedScaling } from '../data/scaling.js';
import type { Frame, Term } from '../parts/kinds.js';

/** The terms of a batch as scalars, and their weighted sum as `loss`. */
export function totals(terms: Readonly<Record<string, Term>>): Record<string, tf.Tensor> {
  const parts = Object.values(terms).map(({ value, weight = 1 }) => tf.mul(value, weight));
  const values = Object.entries(terms).map(([name, { value }]) => [name, value] as const);
  return { loss: parts.reduce((sum, part) => tf.add(sum, part)), ...Object.fromEntries(values) };
}

/** Squared error of each sample, `[rows]`, summed over features, with the scaling undone. */
export function squaredErrorInDataUnits(
  output: tf.Tensor,
  target: tf.Tensor,
  frame: Frame,
  scaling: FittedScaling,
): tf.Tensor {
  const rows = target.shape[0];
  const groups = scaling.factor.length;
  const factor = tf.tensor1d([...scaling.factor]);
  const difference = tf.div(
    tf.reshape(tf.sub(output, target), [rows, target.size / rows / groups, groups]),
    factor,
  );
  const squares = tf.reshape(tf.square(difference), target.shape);
  const { mask } = frame;
  const counted = mask
    ? tf.mul(squares, tf.reshape(mask, [...mask.shape, ...target.shape.slice(2).map(() => 1)]))
    : squares;
  return tf.sum(tf.reshape(counted, [rows, counted.size / rows]), 1);
}
