import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  bernoulli,
  definePart,
  rate,
  uniform,
  type Corruption,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link swapNoise}. */
export interface SwapNoiseOptions {
  /** Share of cells that are replaced, 0 to 1. Default 0.15. */
  readonly rate?: number;
  /**
   * What a cell gets in the place of its value.
   * - `'row'`: the value that another sample of the batch has there. Default.
   * - `'mean'`: the mean of the batch there.
   */
  readonly by?: 'row' | 'mean';
}

const part = definePart({
  kind: 'corruption',
  name: 'swapNoise@1',
  options: z.strictObject({ rate: rate.default(0.15), by: z.enum(['row', 'mean']).default('row') }),
  build({ rate, by }, context) {
    const { input } = context.shapes;
    const kept = context.noise('kept', input, bernoulli(1 - rate));
    const row = by === 'row' ? context.noise('row', input, uniform) : undefined;
    return {
      corrupt(x, frame) {
        const others = row
          ? ofOtherRows(x, frame.noise(row))
          : tf.tile(tf.mean(x, 0, true), [x.shape[0], ...input.map(() => 1)]);
        return tf.where(tf.greater(frame.noise(kept), 0.5), x, others);
      },
    };
  },
});

/**
 * Replaces cells of a table, each with probability `rate`, by what another sample of the batch has
 * in that column (swap noise: Jahrer, "1st place with representation learning", Porto Seguro's Safe
 * Driver Prediction, 2017; the pretext task of Yoon et al., "VIME", 2020). What comes in is a value
 * that the column really has, whatever its scale and kind, so that only the rest of the row can
 * tell that it is wrong. With `by: 'mean'` a dropped cell looks as one that was missing and was
 * filled in with the mean. Cells that are to be guessed, and nothing else: `emphasised` around it.
 *
 * @throws OptionsError for unknown or wrong options.
 */
export const swapNoise: PartFactory<Corruption, [options?: SwapNoiseOptions]> = part;

/** For each value one of the same place in another row, by numbers in [0, 1). */
function ofOtherRows(x: tf.Tensor, draws: tf.Tensor): tf.Tensor {
  const [rows, ...shape] = x.shape as [number, ...number[]];
  const size = sizeOf(shape);
  const further = tf.cast(tf.floor(tf.mul(tf.reshape(draws, [rows, size]), rows - 1)), 'int32');
  const own = tf.expandDims(tf.range(0, rows, 1, 'int32'), 1);
  const row = tf.mod(tf.add(tf.add(further, own), 1), rows);
  const place = tf.add(tf.mul(row, size), tf.range(0, size, 1, 'int32'));
  const values = tf.gather(tf.reshape(x, [rows * size]), tf.cast(tf.reshape(place, [-1]), 'int32'));
  return tf.reshape(values, x.shape);
}
