import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  initialiser,
  positiveInteger,
  withoutGradient,
  type Code,
  type Initialiser,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { largest } from '../../shared/codes/units.js';
import { vectorLayer } from '../../shared/codes/vectors.js';

/** Options of {@link winnerTakeAllCode}. */
export interface WinnerTakeAllCodeOptions<Dim extends number = number> {
  /** Units of the code, or of each place. */
  readonly dim: Dim;
  /** Share of the samples of a batch that a unit keeps, above 0, at most 1. Default 0.05. */
  readonly share?: number;
  /**
   * Whether features have places, as those of convolutions have: then the units are made at each
   * place of the last axis of the features, and of each map only the place with the largest
   * value stays, before samples compete. The code is `[...places, dim]`. Default false.
   */
  readonly spatial?: boolean;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'winnerTakeAll@1',
  options: z.strictObject({
    dim: positiveInteger,
    share: z.number().gt(0).max(1).default(0.05),
    spatial: z.boolean().default(false),
    initialiser: initialiser.default('fanIn'),
  }),
  build({ dim, share, spatial, initialiser }, context) {
    const { features } = context.shapes;
    if (spatial && features.length < 2) {
      throw new Error(
        `winnerTakeAllCode with "spatial" needs features with places, such as [height, width, channels], but these are [${features.join(', ')}]; use an encoder that keeps places, or leave "spatial" out`,
      );
    }
    const layer = vectorLayer(context, dim, {
      initialiser,
      ...(spatial && { positions: 'features' }),
    });
    const { places, perSample } = layer;
    return {
      shape: [...places, dim],
      tells: 'nothing',
      code(x, frame) {
        const [samples] = x.shape;
        const values = tf.reshape<tf.Rank.R3>(tf.relu(layer.apply(x)), [samples, perSample, dim]);
        const mean = tf.reshape(values, [samples, ...places, dim]);
        if (frame.mode !== 'train') return { z: frame.perDraw(mean), mean };
        const kept = withoutGradient(() =>
          winners(values, Math.max(1, Math.round(share * samples))),
        );
        return { z: frame.perDraw(tf.mul(mean, tf.reshape(kept, mean.shape))), mean };
      },
    };
  },
});

/**
 * A code of rectified units of which, in training, each keeps only those samples of the batch
 * that it answers to most; to the others it gives 0 (Makhzani & Frey, "Winner-Take-All
 * Autoencoders", 2015: lifetime sparsity). So every unit learns, and none dies. With
 * `spatial` each map of a convolution keeps its largest place before. Only what is kept gets a
 * gradient.
 *
 * Where nothing is trained, nothing is set to 0, as in the paper: `encode` gives all units, as
 * features for another model. What a decoder makes of them is more than it learned to expect,
 * so reconstructions in use are no measure; `topKCode` is sparse for each sample, always.
 * Choose large batches: `share` times the batch should be some samples. It has no prior.
 *
 * @throws OptionsError for unknown or wrong options; Error for `spatial` with features that have
 * no places.
 *
 * @example `winnerTakeAllCode({ dim: 1024, share: 0.05 })`
 */
export const winnerTakeAllCode = part as unknown as (<const Dim extends number>(
  options: WinnerTakeAllCodeOptions<Dim> & { readonly spatial?: false },
) => Code<readonly [Dim]>) &
  ((options: WinnerTakeAllCodeOptions) => Code) &
  PartFactory<Code, never>;

/** Ones where units win, zeros elsewhere: of `[samples, places, units]`, in that shape. */
function winners(values: tf.Tensor3D, count: number): tf.Tensor3D {
  const best = tf.max<tf.Tensor2D>(values, 1);
  const perUnit = largest(tf.transpose(best), count);
  const won = tf.expandDims(tf.transpose(perUnit), 1);
  const isLargest: tf.Tensor3D = tf.logicalAnd(tf.equal(values, won), tf.greater(values, 0));
  return tf.cast(isLargest, 'float32');
}
