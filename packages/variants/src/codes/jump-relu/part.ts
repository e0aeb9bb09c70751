import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  positive,
  positiveInteger,
  stopGradient,
  weight,
  withoutGradient,
  type Initialiser,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { deadAfter, unitsInUse } from '../../shared/codes/units.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link jumpReluCode}. */
export interface JumpReluCodeOptions<Dim extends number = number> {
  /** Units of the code. */
  readonly dim: Dim;
  /** Weight of the term `active`, at least 0: a number, or a schedule. Default 0.001. */
  readonly sparsity?: Weight;
  /** Threshold that each unit begins with, above 0. Default 0.1. */
  readonly threshold?: number;
  /**
   * Width around a threshold within which units move it, above 0. The wider, the less do
   * gradients vary, and the less are they those of the loss. Default 0.1.
   */
  readonly bandwidth?: number;
  /** Steps of training without use after which a unit is dead. Default 100. */
  readonly deadAfter?: number;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'jumpRelu@1',
  options: z.strictObject({
    dim: positiveInteger,
    sparsity: weight.default(1e-3),
    threshold: positive.default(0.1),
    bandwidth: positive.default(0.1),
    deadAfter,
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, sparsity, threshold, bandwidth, deadAfter: steps, initialiser }, context) {
    const inputs = sizeOf(context.shapes.features);
    const layer = denseLayer(context, 'dense', inputs, dim, { activation: 'linear', initialiser });
    mirrorable(context, layer.kernel);
    const logThresholds = context.variable('logThreshold', [dim], (_, target) => {
      target.fill(Math.log(threshold));
    });
    const besides = unitsInUse(context, dim, steps);
    const scheduled = context.number('sparsity', sparsity);
    return {
      shape: [dim],
      tells: 'nothing',
      code(x, frame) {
        const values = layer.apply(tf.reshape(x, [x.shape[0], inputs])) as tf.Tensor2D;
        const thresholds = tf.exp(logThresholds);
        const { open, near } = gateOf(values, thresholds, bandwidth);
        /** 0, with the gradient of the thresholds. */
        const moving = tf.sub(thresholds, stopGradient(thresholds));
        const pull = tf.mul(near, stopGradient(thresholds));
        const mean: tf.Tensor2D = tf.sub(tf.mul(values, open), tf.mul(pull, moving));
        const active = tf.sum(tf.sub(open, tf.mul(near, moving)), 1);
        const { terms, ...rest } = besides(tf.relu(values), mean, frame);
        return {
          z: frame.perDraw(mean),
          mean,
          ...rest,
          terms: { ...terms, active: { value: active, weight: frame.number(scheduled) } },
        };
      },
    };
  },
});

/**
 * A code of units each of which is 0 up to a threshold of its own, and passes as it is above
 * (Rajamanoharan et al., "Jumping Ahead: Improving Reconstruction Fidelity with JumpReLU Sparse
 * Autoencoders", 2024). The units are a dense layer of the features, `[batch, dim]`. The term
 * `active` is the number of units that a sample uses, weighted by `sparsity`; it and the jump have
 * gradients for the thresholds alone, estimated from the units within `bandwidth / 2` of them
 * (straight through a rectangle).
 *
 * The paper begins with a threshold and a bandwidth of 0.001 on inputs of mean square 1 and
 * large batches; small batches need a wider one. The measure `dead` counts units that no sample
 * had for `deadAfter` steps; the penalty `deadUnits` gives them something to learn. It has no
 * prior.
 * Choose it with `dictionaryDecoder` where sparsity is to be learned for each unit; `topKCode`
 * fixes it, and is easier to set.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `jumpReluCode({ dim: 1024, sparsity: 0.01 })`
 */
export const jumpReluCode = sizedCode<JumpReluCodeOptions>(part);

/**
 * Ones where units are above their thresholds, and `1 / bandwidth` where they are near them:
 * constants.
 */
function gateOf(values: tf.Tensor2D, thresholds: tf.Tensor, bandwidth: number) {
  const open = withoutGradient(() => tf.cast(tf.greater(values, thresholds), 'float32'));
  const near = withoutGradient(() => {
    const distance = tf.abs(tf.sub(values, thresholds));
    return tf.div(tf.cast(tf.less(distance, bandwidth / 2), 'float32'), bandwidth);
  });
  return { open, near };
}
