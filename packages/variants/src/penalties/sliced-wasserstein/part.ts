import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  normal,
  positiveInteger,
  weight,
  type PartFactory,
  type Penalty,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { flat } from '../../shared/codes/flat.js';
import { orderedColumns } from '../../shared/codes/orderedColumns.js';

/** Options of {@link slicedWasserstein}. */
export interface SlicedWassersteinOptions {
  /** Weight of the term, at least 0. Default 10. */
  readonly weight?: Weight;
  /** Random directions onto which codes are projected at each step. Default 50. */
  readonly projections?: number;
}

const part = definePart({
  kind: 'penalty',
  name: 'slicedWasserstein@1',
  options: z.strictObject({
    weight: weight.default(10),
    projections: positiveInteger.default(50),
  }),
  build({ weight, projections }, context) {
    const { prior } = context;
    const numbers = sizeOf(context.shapes.code);
    const site = context.noise('directions', [projections, numbers], normal, { per: 'batch' });
    const scheduled = context.number('weight', weight);
    return {
      terms({ coded: { z } }, frame) {
        const directions = toUnitLength(frame.noise(site));
        const sorted = (codes: tf.Tensor) => {
          const projected: tf.Tensor2D = tf.matMul(flat(codes), directions, false, true);
          return orderedColumns(projected, projected);
        };
        const drawn = sorted(prior.sample(z.shape[0], frame));
        const value = tf.mean(tf.squaredDifference(sorted(z), drawn));
        return { slicedWasserstein: { value, weight: frame.number(scheduled) } };
      },
    };
  },
});

/**
 * Presses the codes of all samples together towards the model's prior (Kolouri, Pope, Martin &
 * Rohde, "Sliced Wasserstein Auto-Encoders", 2019): codes of the batch and as many draws of the
 * prior are projected onto random directions, where the best transport of one to the other is to
 * pair them in order. The term `slicedWasserstein` is the mean squared distance of such pairs. No
 * density and no kernel is needed, so the prior can be any that gives samples and the code any,
 * also a deterministic one; the model is given the prior by name: `prior: uniformSphere()`. The
 * rows are sorted once for each direction.
 *
 * @throws OptionsError for unknown or wrong options; Error if the model has no prior.
 */
export const slicedWasserstein: PartFactory<Penalty, [options?: SlicedWassersteinOptions]> = part;

/** Rows of length 1; zeros, which stand for noise where none is drawn, stay zeros. */
function toUnitLength(rows: tf.Tensor): tf.Tensor {
  const lengths = tf.sqrt(tf.sum(tf.square(rows), 1, true));
  return tf.div(rows, tf.maximum(lengths, 1e-12));
}
