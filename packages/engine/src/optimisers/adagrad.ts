import * as tf from '#tensorflow';
import { nonNegative } from '../options.js';
import kernel from './adagrad.wasm.js';
import { decayed } from './decayed.js';
import { checkedOptimiser, type OptimiserOptions } from './checkedOptimiser.js';
import type { Description, UpdateRule } from './rule.js';

/**
 * Adagrad: the gradient divided by the root of the sum of all squared gradients so
 * far. Duchi, Hazan & Singer 2011, "Adaptive subgradient methods for online learning
 * and stochastic optimization".
 */
export interface Adagrad extends Description {
  readonly name: 'adagrad@1';
  /** Divides the learning rate by `1 + step * learningRateDecay`. Default 0. */
  readonly learningRateDecay: number;
  /** Sum of squares before the first update; default 0. */
  readonly initialAccumulator: number;
  /** Added to the root; default 1e-10. */
  readonly epsilon: number;
  /** L2 penalty: this times the weights is added to the gradient. Default 0. */
  readonly weightDecay: number;
}

type Coefficient = 'stepSize' | 'epsilon' | 'weightDecay';

export const adagradRule: UpdateRule<Adagrad, Coefficient> = {
  name: 'adagrad@1',
  checks: {
    learningRateDecay: nonNegative,
    initialAccumulator: nonNegative,
    epsilon: nonNegative,
    weightDecay: nonNegative,
  },
  defaults: {
    learningRate: 1e-2,
    learningRateDecay: 0,
    initialAccumulator: 0,
    epsilon: 1e-10,
    weightDecay: 0,
  },
  slots: ({ initialAccumulator }) => [{ name: 'sumOfSquares', initial: initialAccumulator }],
  coefficients: ({ learningRateDecay, epsilon, weightDecay }, learningRate, step) => ({
    stepSize: learningRate / (1 + step * learningRateDecay),
    epsilon,
    weightDecay,
  }),
  kernel,
  entry: () => 'update',
  update(_, { weights, gradient: raw, slots }, c) {
    const gradient = decayed(raw, weights, c.weightDecay);
    const sumOfSquares = tf.add(slots.sumOfSquares, tf.square(gradient));
    const direction = tf.div(gradient, tf.add(tf.sqrt(sumOfSquares), c.epsilon));
    return { weights: tf.sub(weights, tf.mul(direction, c.stepSize)), slots: { sumOfSquares } };
  },
};

/**
 * Adagrad with PyTorch's formulas and constants; learning rate 1e-2 by default.
 *
 * @throws OptionsError for an unknown option or a value outside its range.
 */
export function adagrad(options: OptimiserOptions<Adagrad> = {}): Adagrad {
  return checkedOptimiser(adagradRule, options);
}
