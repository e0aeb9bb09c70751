import * as tf from '#tensorflow';
import { decayed } from './decayed.js';
import type { Coefficients, Parameter, Slot, Updated } from './rule.js';

/** What Adam and AdamW have in common besides their kernel. */
export interface AdamFields {
  /** Decay of the mean of gradients, in [0, 1). Default 0.9. */
  readonly beta1: number;
  /** Decay of the mean of squared gradients, in [0, 1). Default 0.999. */
  readonly beta2: number;
  /** Added to the root of the second moment; default 1e-8. */
  readonly epsilon: number;
}

export const adamSlots: readonly Slot[] = [
  { name: 'firstMoment', initial: 0 },
  { name: 'secondMoment', initial: 0 },
];

export type AdamCoefficient =
  | 'stepSize'
  | 'rootScale'
  | 'complement1'
  | 'beta2'
  | 'complement2'
  | 'epsilon'
  | 'weightDecay'
  | 'shrinkage';

/** Bias corrections folded into the step size and the root, as PyTorch does. */
export function adamCoefficients(
  { beta1, beta2, epsilon }: AdamFields,
  learningRate: number,
  step: number,
  { weightDecay, shrinkage }: { weightDecay: number; shrinkage: number },
): Readonly<Record<AdamCoefficient, number>> {
  return {
    stepSize: learningRate / (1 - beta1 ** (step + 1)),
    rootScale: 1 / Math.sqrt(1 - beta2 ** (step + 1)),
    complement1: 1 - beta1,
    beta2,
    complement2: 1 - beta2,
    epsilon,
    weightDecay,
    shrinkage,
  };
}

/** The update of `adam.as.ts` in TF.js operations. */
export function adamUpdate(
  { weights, gradient: raw, slots }: Parameter,
  c: Coefficients<AdamCoefficient>,
): Updated {
  const gradient = decayed(raw, weights, c.weightDecay);
  const before = slots.firstMoment;
  const firstMoment = tf.add(before, tf.mul(tf.sub(gradient, before), c.complement1));
  const secondMoment = tf.add(
    tf.mul(slots.secondMoment, c.beta2),
    tf.mul(tf.square(gradient), c.complement2),
  );
  const denominator = tf.add(tf.mul(tf.sqrt(secondMoment), c.rootScale), c.epsilon);
  const change = tf.div(tf.mul(firstMoment, c.stepSize), denominator);
  return {
    weights: tf.sub(tf.mul(weights, c.shrinkage), change),
    slots: { firstMoment, secondMoment },
  };
}
