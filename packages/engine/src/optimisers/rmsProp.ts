import * as tf from '#tensorflow';
import { boolean, fraction, nonNegative } from '../options.js';
import { decayed } from './decayed.js';
import { checkedOptimiser, type OptimiserOptions } from './checkedOptimiser.js';
import kernel from './rmsProp.wasm.js';
import type { Description, UpdateRule } from './rule.js';

/**
 * RMSProp: the gradient divided by its root mean square. Tieleman & Hinton 2012, lecture 6.5;
 * `centered` is the form of Graves 2013, "Generating sequences with recurrent neural networks".
 */
export interface RmsProp extends Description {
  readonly name: 'rmsProp@1';
  /** Decay of the mean of squared gradients, in [0, 1). Default 0.99. */
  readonly alpha: number;
  /** Added to the root; default 1e-8. */
  readonly epsilon: number;
  /**
   * Part of the velocity that is kept from step to step, in [0, 1). Default 0: no velocity at all.
   */
  readonly momentum: number;
  /**
   * Divides by an estimate of the standard deviation instead of the root mean square.
   * Default false.
   */
  readonly centered: boolean;
  /** L2 penalty: this times the weights is added to the gradient. Default 0. */
  readonly weightDecay: number;
}

type Coefficient = 'stepSize' | 'alpha' | 'complement' | 'epsilon' | 'weightDecay' | 'momentum';

export const rmsPropRule: UpdateRule<RmsProp, Coefficient> = {
  name: 'rmsProp@1',
  checks: {
    alpha: fraction,
    epsilon: nonNegative,
    momentum: fraction,
    centered: boolean,
    weightDecay: nonNegative,
  },
  defaults: {
    learningRate: 1e-2,
    alpha: 0.99,
    epsilon: 1e-8,
    momentum: 0,
    centered: false,
    weightDecay: 0,
  },
  slots: ({ momentum, centered }) => [
    { name: 'meanSquare', initial: 0 },
    ...(centered ? [{ name: 'mean', initial: 0 }] : []),
    ...(momentum === 0 ? [] : [{ name: 'velocity', initial: 0 }]),
  ],
  coefficients: ({ alpha, epsilon, weightDecay, momentum }, learningRate) => ({
    stepSize: learningRate,
    alpha,
    complement: 1 - alpha,
    epsilon,
    weightDecay,
    momentum,
  }),
  kernel,
  entry: ({ momentum, centered }) =>
    `scale${centered ? 'Centered' : ''}${momentum === 0 ? '' : 'WithMomentum'}`,
  update(_, { weights, gradient: raw, slots }, c) {
    const updated: Record<string, tf.Tensor> = {};
    const gradient = decayed(raw, weights, c.weightDecay);
    const meanSquare = tf.add(
      tf.mul(slots.meanSquare, c.alpha),
      tf.mul(tf.square(gradient), c.complement),
    );
    updated.meanSquare = meanSquare;
    let variance = meanSquare;
    if ('mean' in slots) {
      updated.mean = tf.add(slots.mean, tf.mul(tf.sub(gradient, slots.mean), c.complement));
      variance = tf.relu(tf.sub(meanSquare, tf.square(updated.mean)));
    }
    let direction = tf.div(gradient, tf.add(tf.sqrt(variance), c.epsilon));
    if ('velocity' in slots) {
      direction = tf.add(tf.mul(slots.velocity, c.momentum), direction);
      updated.velocity = direction;
    }
    return { weights: tf.sub(weights, tf.mul(direction, c.stepSize)), slots: updated };
  },
};

/**
 * RMSProp with PyTorch's formulas and constants; learning rate 1e-2 by default.
 *
 * @throws OptionsError for an unknown option or a value outside its range.
 */
export function rmsProp(options: OptimiserOptions<RmsProp> = {}): RmsProp {
  return checkedOptimiser(rmsPropRule, options);
}
