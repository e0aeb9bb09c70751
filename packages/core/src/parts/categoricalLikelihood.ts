import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { softmaxCrossEntropy } from '@autoencoder-zoo/engine';
import { z } from 'zod';
import type { BuiltLikelihood, Likelihood } from './kinds.js';
import { key } from './key.js';
import { definePart, type PartFactory } from './part.js';
import { repeatRows } from './repeatRows.js';

/** Stands for the share of a class that none of the data has. */
const rarest = 0.001;

/** Options of {@link categoricalLikelihood}. */
export interface CategoricalLikelihoodOptions {
  /**
   * How many classes there are, at least 2, where samples hold the numbers of classes, from 0 on.
   * Default: none; then the last axis is one choice, in ones and zeros.
   */
  readonly classes?: number;
}

/** How many classes there are, where samples are numbers of classes: for parts that read them. */
export const classes = key<number>('classes');

const part = definePart({
  kind: 'likelihood',
  name: 'categorical@1',
  options: z.strictObject({ classes: z.int().min(2).optional() }),
  build({ classes: count }, context) {
    if (count === undefined) return ofChoices;
    context.provide(classes, count);
    return ofNumbers(count);
  },
});

const ofChoices: BuiltLikelihood = {
  independent: true,
  parametersPerValue: 1,
  support: [0, 1],
  elements: (logits, target) => tf.neg(tf.mul(target, tf.logSoftmax(logits))),
  total(logits, target) {
    const rows = logits.shape[0];
    const perDistribution = softmaxCrossEntropy(logits, repeatRows(target, rows / target.shape[0]));
    return tf.sum(tf.reshape(perDistribution, [rows, perDistribution.size / rows]), 1);
  },
  mean: (logits) => tf.softmax(logits),
  parametersOf: (mean) => [Math.log(Math.max(mean, rarest))],
};

function ofNumbers(count: number): BuiltLikelihood {
  /** Logits of each number, side by side on an axis of their own, for each of `numbers`. */
  const apart = (logits: tf.Tensor) =>
    tf.reshape(logits, [...logits.shape.slice(0, -1), logits.shape.at(-1)! / count, count]);
  const chosen = (numbers: tf.Tensor) =>
    tf.cast(tf.oneHot(tf.cast(numbers, 'int32'), count), 'float32');
  return {
    independent: true,
    parametersPerValue: count,
    classes: count,
    elements(logits, target) {
      const shares = tf.logSoftmax(apart(logits));
      return tf.neg(tf.sum(tf.mul(chosen(target), shares), -1));
    },
    total(logits, target) {
      const rows = logits.shape[0];
      const targets = repeatRows(target, rows / target.shape[0]);
      const each = softmaxCrossEntropy(apart(logits), chosen(targets));
      return tf.sum(tf.reshape(each, [rows, each.size / rows]), 1);
    },
    mean: (logits) => tf.cast(tf.argMax(apart(logits), -1), 'float32'),
  };
}

/**
 * Choices among classes: the term is the cross-entropy between target and output, in nats. The
 * decoder gives logits.
 *
 * Without `classes` the last axis is one choice. Targets are ones and zeros, of which each choice
 * has a single one, or probabilities that sum to 1; the expected output is the probabilities.
 *
 * With `classes` each value of a sample is the number of a class, such as a token of a text:
 * a whole number from 0 to `classes - 1`. The decoder gives `classes` logits for each, side by
 * side; the output is the likeliest class.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const categoricalLikelihood: PartFactory<
  Likelihood,
  [options?: CategoricalLikelihoodOptions]
> = part;
