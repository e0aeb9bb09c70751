import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import { definePart, initialiser, positiveInteger, type Initialiser } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { deadAfter, largest, unitsInUse } from '../../shared/codes/units.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link topKCode}. */
export interface TopKCodeOptions<Dim extends number = number> {
  /** Units of the code. */
  readonly dim: Dim;
  /** Units that a sample keeps, at most `dim`. */
  readonly k: number;
  /**
   * Before the choice: with `'relu'` no unit is negative, and a sample may have fewer
   * than `k`. Default `'relu'`.
   */
  readonly activation?: 'relu' | 'linear';
  /** Steps of training without use after which a unit is dead. Default 100. */
  readonly deadAfter?: number;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'topK@1',
  options: z
    .strictObject({
      dim: positiveInteger,
      k: positiveInteger,
      activation: z.enum(['relu', 'linear']).default('relu'),
      deadAfter,
      initialiser: initialiser.default('fanIn'),
    })
    .refine(({ dim, k }) => k <= dim, { path: ['k'], message: 'expected at most `dim`' }),
  build({ dim, k, deadAfter: steps, ...options }, context) {
    const inputs = sizeOf(context.shapes.features);
    const layer = denseLayer(context, 'dense', inputs, dim, options);
    mirrorable(context, layer.kernel);
    const besides = unitsInUse(context, dim, steps);
    return {
      shape: [dim],
      tells: 'nothing',
      code(x, frame) {
        const values = layer.apply(tf.reshape(x, [x.shape[0], inputs])) as tf.Tensor2D;
        const mean = largest(values, k);
        return { z: frame.perDraw(mean), mean, ...besides(values, mean, frame) };
      },
    };
  },
});

/**
 * A code of which each sample keeps the `k` largest units; the others are 0 (Makhzani &
 * Frey, "k-Sparse Autoencoders", 2014, with `activation: 'linear'`; Gao et al., "Scaling and
 * evaluating sparse autoencoders", 2024, with `'relu'`). The units are a dense layer of the
 * features, `[batch, dim]`, and only those that are kept get a gradient. A unit that is
 * never kept never learns; the measure `dead` counts such units, and the penalty `deadUnits`
 * gives them something to learn. It has no prior, so a model with it does not `sample`.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `topKCode({ dim: 1024, k: 32 })`
 */
export const topKCode = sizedCode<TopKCodeOptions>(part);
