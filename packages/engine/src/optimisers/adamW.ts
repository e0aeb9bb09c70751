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
 * Adam whose weight decay shrinks the weights beside the gradient instead of through it.
 * Loshchilov & Hutter 2019, "Decoupled weight decay regularization".
 */
export interface AdamW extends Description, AdamFields {
  readonly name: 'adamW@1';
  /**
   * Each update first multiplies the weights with `1 - learningRate * weightDecay`. Default 0.01.
   */
  readonly weightDecay: number;
}

export const adamWRule: UpdateRule<AdamW, AdamCoefficient> = {
  name: 'adamW@1',
  checks: { beta1: fraction, beta2: fraction, epsilon: nonNegative, weightDecay: nonNegative },
  defaults: { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
  slots: () => adamSlots,
  coefficients: (adamW, learningRate, step) =>
    adamCoefficients(adamW, learningRate, step, {
      weightDecay: 0,
      shrinkage: 1 - learningRate * adamW.weightDecay,
    }),
  kernel,
  entry: () => 'update',
  update: (_, parameter, coefficients) => adamUpdate(parameter, coefficients),
};

/**
 * AdamW with PyTorch's constants; learning rate 1e-3 and weight decay 0.01 by default.
 *
 * @throws OptionsError for an unknown option or a value outside its range.
 */
export function adamW(options: OptimiserOptions<AdamW> = {}): AdamW {
  return checkedOptimiser(adamWRule, options);
}
