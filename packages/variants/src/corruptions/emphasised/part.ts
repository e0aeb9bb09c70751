import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  nonNegative,
  partOption,
  type Corruption,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';

/** Options of {@link emphasised}. */
export interface EmphasisedOptions {
  /** The damage. */
  readonly of: Corruption;
  /** How much a damaged value counts in the loss, at least 0. Default 1. */
  readonly damaged?: number;
  /** How much any other value counts, at least 0. Default 0.5. */
  readonly undamaged?: number;
}

const part = definePart({
  kind: 'corruption',
  name: 'emphasised@1',
  options: z.strictObject({
    of: partOption('corruption'),
    damaged: nonNegative.default(1),
    undamaged: nonNegative.default(0.5),
  }),
  build({ of, damaged, undamaged }, context) {
    const inner = of.build(context.scope('of'));
    return {
      ...inner,
      corrupt(x, frame) {
        const result = inner.corrupt(x, frame);
        const made = result instanceof tf.Tensor ? { value: result } : result;
        const isDamaged = tf.cast(tf.notEqual(made.value, x), 'float32');
        const weights = tf.add(tf.mul(isDamaged, damaged - undamaged), undamaged);
        return { ...made, counts: made.counts ? tf.mul(weights, made.counts) : weights };
      },
    };
  },
});

/**
 * Lets values that a corruption has damaged count more in the loss than others (Vincent et al.,
 * "Stacked Denoising Autoencoders", 2010, section 4.2): the reconstruction term of each value is
 * multiplied by `damaged` (alpha there) where it was damaged and by `undamaged` (beta) elsewhere.
 * With `undamaged: 0`, full emphasis, the model learns from what it has to guess alone; the
 * less, the more the code looks at how values depend on each other. For corruptions that leave
 * some values as they are, such as `masking`, `saltAndPepper`, `blocks` or `swapNoise`.
 *
 * A value counts as damaged if it has changed: a 0 that masking sets to 0 has not.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `emphasised({ of: masking({ rate: 0.25 }), undamaged: 0.2 })`
 */
export const emphasised: PartFactory<Corruption, [options: EmphasisedOptions]> = part;
