import { fraction, nonNegative } from '../options.js';
import kernel from './adam.wasm.js';
import {
  adamCoefficients,
  adamSlots,
  adamUpdate,
  type AdamCoefficient,
  type AdamFields,
} from './adamMoments.js';
import { checkedOptimiser, type OptimiserOptions } from './checkedOptimiser.js';
import type { Description, UpdateRule } from './rule.js';

/**
 * Adam: a step in the direction of the mean gradient, divided by the root mean square
 * gradient, both corrected for their start at 0. Kingma & Ba 2015, "Adam: a method
 * for stochastic optimization".
 */
export interface Adam extends Description, AdamFields {
  readonly name: 'adam@1';
  /** L2 penalty: this times the weights is added to the gradient. Default 0. */
  readonly weightDecay: number;
}

export const adamRule: UpdateRule<Adam, AdamCoefficient> = {
  name: 'adam@1',
  checks: { beta1: fraction, beta2: fraction, epsilon: nonNegative, weightDecay: nonNegative },
  defaults: { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  slots: () => adamSlots,
  coefficients: (adam, learningRate, step) =>
    adamCoefficients(adam, learningRate, step, { weightDecay: adam.weightDecay, shrinkage: 1 }),
  kernel,
  entry: () => 'update',
  update: (_, parameter, coefficients) => adamUpdate(parameter, coefficients),
};

/**
 * Adam with PyTorch's constants; learning rate 1e-3 by default.
 *
 * @throws OptionsError for an unknown option or a value outside its range.
 */
export function adam(options: OptimiserOptions<Adam> = {}): Adam {
  return checkedOptimiser(adamRule, options);
}
