import * as tf from '#tensorflow';
import { boolean, fraction, nonNegative } from '../options.js';
import { decayed } from './decayed.js';
import { checkedOptimiser, type OptimiserOptions } from './checkedOptimiser.js';
import type { Description, UpdateRule } from './rule.js';
import kernel from './stochasticGradientDescent.wasm.js';

/**
 * Stochastic gradient descent, plain or with momentum (Polyak 1964), which may look
 * ahead (Nesterov 1983, in the form of Sutskever et al. 2013, "On the importance of
 * initialization and momentum in deep learning").
 */
export interface StochasticGradientDescent extends Description {
  readonly name: 'stochasticGradientDescent@1';
  /**
   * Part of the velocity that is kept from step to step, in [0, 1). Default 0: no velocity at all.
   */
  readonly momentum: number;
  /** Takes the gradient's step from where the velocity leads; needs momentum. Default false. */
  readonly nesterov: boolean;
  /** L2 penalty: this times the weights is added to the gradient. Default 0. */
  readonly weightDecay: number;
}

type Coefficient = 'stepSize' | 'weightDecay' | 'momentum' | 'nesterov';

export const stochasticGradientDescentRule: UpdateRule<StochasticGradientDescent, Coefficient> = {
  name: 'stochasticGradientDescent@1',
  checks: { momentum: fraction, nesterov: boolean, weightDecay: nonNegative },
  defaults: { learningRate: 1e-3, momentum: 0, nesterov: false, weightDecay: 0 },
  problem: ({ momentum, nesterov }) =>
    nesterov && momentum === 0 ? '"nesterov" needs a "momentum" above 0' : undefined,
  slots: ({ momentum }) => (momentum === 0 ? [] : [{ name: 'velocity', initial: 0 }]),
  coefficients: ({ momentum, nesterov, weightDecay }, learningRate) => ({
    stepSize: learningRate,
    weightDecay,
    momentum,
    nesterov: Number(nesterov),
  }),
  kernel,
  entry: ({ momentum }) => (momentum === 0 ? 'descend' : 'descendWithMomentum'),
  update({ nesterov }, { weights, gradient: raw, slots }, c) {
    const gradient = decayed(raw, weights, c.weightDecay);
    const updated: Record<string, tf.Tensor> = {};
    let direction: tf.Tensor = gradient;
    if ('velocity' in slots) {
      const velocity = tf.add(tf.mul(slots.velocity, c.momentum), gradient);
      direction = nesterov ? tf.add(gradient, tf.mul(velocity, c.momentum)) : velocity;
      updated.velocity = velocity;
    }
    return { weights: tf.sub(weights, tf.mul(direction, c.stepSize)), slots: updated };
  },
};

/**
 * Stochastic gradient descent with PyTorch's formulas; learning rate 1e-3 by default.
 *
 * @throws OptionsError for an unknown option, a value outside its range, or `nesterov`
 * without momentum.
 */
export function stochasticGradientDescent(
  options: OptimiserOptions<StochasticGradientDescent> = {},
): StochasticGradientDescent {
  return checkedOptimiser(stochasticGradientDescentRule, options);
}
