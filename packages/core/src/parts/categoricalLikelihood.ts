import * as tf from '@tensorflow/tfjs-core';
import { softmaxCrossEntropy } from '@autoencoder-zoo/engine';
import { z } from 'zod';
import type { Likelihood } from './kinds.js';
import { definePart, type PartFactory } from './part.js';
import { repeatRows } from './repeatRows.js';

/** Stands for the share of a class that none of the data has. */
const rarest = 0.001;

const part = definePart({
  kind: 'likelihood',
  name: 'categorical@1',
  options: z.strictObject({}),
  build: () => ({
    independent: true,
    parametersPerValue: 1,
    support: [0, 1],
    elements: (logits, target) => tf.neg(tf.mul(target, tf.logSoftmax(logits))),
    total(logits, target) {
      const rows = logits.shape[0];
      const perDistribution = softmaxCrossEntropy(
        logits,
        repeatRows(target, rows / target.shape[0]),
      );
      return tf.sum(tf.reshape(perDistribution, [rows, perDistribution.size / rows]), 1);
    },
    mean: (logits) => tf.softmax(logits),
    parametersOf: (mean) => [Math.log(Math.max(mean, rarest))],
  }),
});

/**
 * The last axis is one choice among classes: the term is the cross-entropy between
 * target and output, in nats. The decoder gives logits. Targets are ones and zeros,
 * of which each choice has a single one, or probabilities that sum to 1.
 */
export const categoricalLikelihood: PartFactory<Likelihood, []> = part;
