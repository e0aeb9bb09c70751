import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  positive,
  positiveInteger,
  rate,
  withoutGradient,
  type Initialiser,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { sizedCode } from '../../shared/codes/sizedCode.js';
import { deadAfter, largest, unitsInUse } from '../../shared/codes/units.js';
import { denseLayer } from '../../shared/dense/layer.js';
import { mirrorable } from '../../shared/dense/through.js';

/** Options of {@link batchTopKCode}. */
export interface BatchTopKCodeOptions<Dim extends number = number> {
  /** Units of the code. */
  readonly dim: Dim;
  /** Units that a sample keeps on average, above 0 and at most `dim`. */
  readonly k: number;
  /** Share of the past in the moving average of the threshold, from 0 to 1. Default 0.99. */
  readonly decay?: number;
  /** Steps of training without use after which a unit is dead. Default 100. */
  readonly deadAfter?: number;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'batchTopK@1',
  options: z
    .strictObject({
      dim: positiveInteger,
      k: positive,
      decay: rate.default(0.99),
      deadAfter,
      initialiser: initialiser.default('fanIn'),
    })
    .refine(({ dim, k }) => k <= dim, { path: ['k'], message: 'expected at most `dim`' }),
  build({ dim, k, decay, deadAfter: steps, initialiser }, context) {
    const inputs = sizeOf(context.shapes.features);
    const layer = denseLayer(context, 'dense', inputs, dim, { activation: 'relu', initialiser });
    mirrorable(context, layer.kernel);
    const besides = unitsInUse(context, dim, steps);
    const threshold = context.state('threshold', [], 'zeros');
    /** The largest units of a batch: as many as `k` for each sample. */
    const ofBatch = (values: tf.Tensor2D) => {
      const [rows] = values.shape;
      const all = tf.reshape<tf.Rank.R2>(values, [1, rows * dim]);
      return tf.reshape<tf.Rank.R2>(largest(all, Math.max(1, Math.round(k * rows))), [rows, dim]);
    };
    const above = (values: tf.Tensor2D): tf.Tensor2D =>
      tf.mul(
        values,
        withoutGradient(() => tf.cast(tf.greater(values, threshold), 'float32')),
      );
    return {
      shape: [dim],
      tells: 'nothing',
      code(x, frame) {
        const values = layer.apply(tf.reshape(x, [x.shape[0], inputs])) as tf.Tensor2D;
        const mean = frame.mode === 'train' ? ofBatch(values) : above(values);
        if (frame.changes(threshold)) frame.set(threshold, moved(threshold, mean, decay));
        return { z: frame.perDraw(mean), mean, ...besides(values, mean, frame) };
      },
    };
  },
});

/**
 * A code of which the samples of a batch together keep the largest units, `k` for each sample on
 * average; the others are 0 (Bussmann, Leask & Nanda, "BatchTopK Sparse Autoencoders", 2024). So
 * a sample that has more to tell uses more units. The units are a dense layer of the features
 * with ReLU, `[batch, dim]`, and only those that are kept get a gradient.
 *
 * Where nothing is trained, a sample keeps the units above a threshold, whatever else is in its
 * batch: the average, over past batches of training, of the smallest unit kept. The measure
 * `dead` counts units that no sample had for `deadAfter` steps; the penalty `deadUnits` gives them
 * something to learn. It has no prior. Choose it over `topKCode` where samples differ in how much
 * they hold, with batches of some hundred; choosing sorts all units of a batch.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `batchTopKCode({ dim: 1024, k: 32 })`
 */
export const batchTopKCode = sizedCode<BatchTopKCodeOptions>(part);

/** A moving average of the smallest unit that was kept; the first one as it is. */
function moved(threshold: tf.Tensor, codes: tf.Tensor2D, decay: number): tf.Tensor {
  return withoutGradient(() => {
    const unkept = tf.cast(tf.lessEqual(codes, 0), 'float32');
    const least = tf.min(tf.add(codes, tf.mul(unkept, tf.max(codes))));
    const isFirst = tf.cast(tf.equal(threshold, 0), 'float32');
    const share = tf.maximum(isFirst, 1 - decay);
    return tf.add(threshold, tf.mul(share, tf.sub(least, threshold)));
  });
}
