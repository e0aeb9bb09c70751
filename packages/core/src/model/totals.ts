import * as tf from '@tensorflow/tfjs-core';
import type { FittedScaling } from '../data/scaling.js';
import type { Frame, Term } from '../parts/kinds.js';

/** The terms of a batch as scalars, and their weighted sum as `loss`. */
export function totals(terms: Readonly<Record<string, Term>>): Record<string, tf.Tensor> {
  const parts = Object.values(terms).map(({ value, weight = 1 }) => tf.mul(value, weight));
  const values = Object.entries(terms).map(([name, { value }]) => [name, value] as const);
  return { loss: parts.reduce((sum, part) => tf.add(sum, part)), ...Object.fromEntries(values) };
}

/**
 * Squared error of each sample, `[rows]`, summed over features, with the scaling undone: in squares of
 * {@link unitOf} the scaling, since those of the data's own units may be beyond `float32`.
 */
export function squaredErrorInUnits(
  output: tf.Tensor,
  target: tf.Tensor,
  frame: Frame,
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
  const squares = tf.reshape(tf.square(difference), target.shape);
  const { mask } = frame;
  const counted = mask
    ? tf.mul(squares, tf.reshape(mask, [...mask.shape, ...target.shape.slice(2).map(() => 1)]))
    : squares;
  return tf.sum(tf.reshape(counted, [rows, counted.size / rows]), 1);
}

/** The power of two next to the largest spread that a scaling takes to 1. */
export function unitOf({ factor }: FittedScaling): number {
  const smallest = factor.reduce((least, value) => Math.min(least, value));
  return 2 ** -Math.round(Math.log2(smallest));
}
