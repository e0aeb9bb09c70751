import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  positiveInteger,
  provide,
  weight,
  withoutGradient,
  type Initialiser,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { gates } from '../../shared/codes/gates.js';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { deadAfter, unitsInUse } from '../../shared/codes/units.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link gatedCode}. */
export interface GatedCodeOptions<Dim extends number = number> {
  /** Units of the code. */
  readonly dim: Dim;
  /** Weight of the term `gate`, at least 0: a number, or a schedule. Default 0.01. */
  readonly sparsity?: Weight;
  /** Steps of training without use after which a unit is dead. Default 100. */
  readonly deadAfter?: number;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'gated@1',
  options: z.strictObject({
    dim: positiveInteger,
    sparsity: weight.default(0.01),
    deadAfter,
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, sparsity, deadAfter: steps, initialiser }, context) {
    const inputs = sizeOf(context.shapes.features);
    const { kernel, bias } = denseLayer(context, 'dense', inputs, dim, {
      activation: 'linear',
      initialiser,
    });
    mirrorable(context, kernel);
    const logScale = context.variable('logScale', [dim], 'zeros');
    const offset = context.variable('offset', [dim], 'zeros');
    const besides = unitsInUse(context, dim, steps);
    const scheduled = context.number('sparsity', sparsity);
    return {
      tells: 'nothing',
      shape: [dim],
      code(x, frame) {
        const flat = tf.reshape<tf.Rank.R2>(x, [x.shape[0], inputs]);
        const sums: tf.Tensor2D = tf.matMul(flat, kernel);
        const gate = tf.relu<tf.Tensor2D>(tf.add(sums, bias));
        const open = withoutGradient(() => tf.cast(tf.greater(gate, 0), 'float32'));
        const magnitude = tf.relu(tf.add(tf.mul(sums, tf.exp(logScale)), offset));
        const mean: tf.Tensor2D = tf.mul(magnitude, open);
        const { terms, provides = [] } = besides(gate, mean, frame);
        return {
          z: frame.perDraw(mean),
          mean,
          terms: { ...terms, gate: { value: tf.sum(gate, 1), weight: frame.number(scheduled) } },
          provides: [...provides, provide(gates, gate)],
        };
      },
    };
  },
});

/**
 * A code of units whose gates are apart from their sizes (Rajamanoharan et al., "Improving
 * Dictionary Learning with Gated Sparse Autoencoders", 2024). With the sums of one kernel,
 * `[batch, dim]`, a gate is `sums + bias`, and a unit is `relu(sums * exp(logScale) + offset)`
 * where its gate is above 0, else 0. The term `gate`, the sum of rectified gates weighted by
 * `sparsity`, closes gates and does not shrink what passes them, as `activityL1` does.
 *
 * Gates learn by the penalty `gateReconstruction`, which goes with it, as nothing else opens them.
 * The measure `dead` counts units that no sample had for `deadAfter` steps. It has no prior. The
 * recipe `gatedSparse` has all that belongs to it.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const gatedCode = sizedCode<GatedCodeOptions>(part);
