import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  partOption,
  type Encoder,
  type Made,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { widened } from '../../shared/beside/joinLast.js';
import { withoutLayerRuns } from '../../shared/dense/through.js';
import { visible } from '../../shared/masked/visible.js';

/** Options of {@link maskedEncoder}. */
export interface MaskedEncoderOptions {
  /** Encodes the values that can be seen, with ones and zeros beside them that say which. */
  readonly of: Encoder;
  /**
   * Column of the data, in the shape of a sample, with ones for the values that are there and
   * zeros for those that are missing, such as `markMissing` makes. Default: all are there.
   */
  readonly present?: string;
}

const part = definePart({
  kind: 'encoder',
  name: 'masked@1',
  options: z.strictObject({
    of: partOption('encoder'),
    present: z.string().min(1).optional(),
  }),
  build({ of, present }, context) {
    const { input } = context.shapes;
    const column = present === undefined ? undefined : context.column(present, { shape: input });
    const inner = of.build(context.scope('of', { input: widened(input, input.at(-1)!) }));
    return {
      ...inner,
      encode(x, frame): Made {
        const there = column && frame.column(column);
        const left = frame.need(visible);
        const seen = there && left ? tf.mul(there, left) : (there ?? left ?? tf.onesLike(x));
        const masked = tf.concat([tf.mul(x, seen), seen], -1);
        const made = withoutLayerRuns(inner.encode(masked, frame));
        return there ? { ...made, counts: there } : made;
      },
    };
  },
});

/**
 * An encoder that knows which values it can see: any other encoder, on samples in which the
 * others are 0, with ones and zeros beside their last axis. It is told what a corruption
 * such as `hiding` has hidden, and which values are missing in the data, if there is a
 * column that says so; missing values do not count in any loss. With it any model learns
 * from data with gaps and can fill them: `reconstruct` gives an expected value for each.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `maskedEncoder({ of: denseEncoder({ hidden: [256] }), present: 'present' })`
 */
export const maskedEncoder: PartFactory<Encoder, [options: MaskedEncoderOptions]> = part;
