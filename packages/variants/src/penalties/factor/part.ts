import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  positiveInteger,
  stopGradient,
  uniform,
  weight,
  type PartFactory,
  type Penalty,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { flat } from '../../shared/codes/flat.js';
import { orderedColumns } from '../../shared/codes/orderedColumns.js';
import { criticGroup, denseCritic, toldApart } from '../../shared/dense/critic.js';

/** Options of {@link factor}. */
export interface FactorOptions {
  /** Units of the critic's layers, from the code on. Default `[256, 256]`. */
  readonly hidden?: readonly number[];
  /** Weight of the total correlation, at least 0: gamma of the paper. Default 10. */
  readonly weight?: Weight;
}

const part = definePart({
  kind: 'penalty',
  name: 'factor@1',
  options: z.strictObject({
    hidden: z.array(positiveInteger).default([256, 256]),
    weight: weight.default(10),
  }),
  build({ hidden, weight }, context) {
    const numbers = sizeOf(context.shapes.code);
    const score = denseCritic(context, numbers, hidden);
    const keys = context.noise('keys', [numbers], uniform);
    const scheduled = context.number('weight', weight);
    return {
      terms({ coded }, frame) {
        const z = flat(coded.z);
        const logRatio = score(z);
        const order = frame.noise(keys) as tf.Tensor2D;
        const permuted = tf.transpose(orderedColumns(stopGradient(z), order));
        return {
          critic: { value: toldApart(logRatio, score(permuted)), group: criticGroup },
          totalCorrelation: { value: logRatio, weight: frame.number(scheduled) },
        };
      },
    };
  },
});

/**
 * Presses the numbers of a code towards being independent of each other, by a critic (Kim & Mnih,
 * "Disentangling by Factorising", 2018): it learns to tell codes from codes whose numbers were each
 * shuffled over the batch, its cross-entropy being the term `critic`. Its logit is then the
 * logarithm of the ratio of their densities, and the mean of that the total correlation, the term
 * `totalCorrelation`, which the encoder makes small. It needs no density, so any code will do. For
 * gaussian codes `totalCorrelation`, the penalty, estimates the same without a critic.
 *
 * The critic's weights are the group `critic`, which `fit` can give an optimiser of its own. The
 * paper's critic has five layers of 1000 units and learns from a second batch; here the codes that
 * are shuffled are those of the batch itself, which has to be large for that, 64 or more.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const factor: PartFactory<Penalty, [options?: FactorOptions]> = part;
