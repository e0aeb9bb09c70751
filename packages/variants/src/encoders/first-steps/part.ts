import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  partOption,
  positiveInteger,
  type Encoder,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { withoutLayerRuns } from '../../shared/dense/through.js';

/** Options of {@link firstStepsEncoder}. */
export interface FirstStepsEncoderOptions {
  /** Encodes the first steps. */
  readonly of: Encoder;
  /** How many, fewer than a sample has. */
  readonly steps: number;
}

const part = definePart({
  kind: 'encoder',
  name: 'firstSteps@1',
  options: z.strictObject({ of: partOption('encoder'), steps: positiveInteger }),
  build({ of, steps }, context) {
    const [all, ...step] = context.shapes.input;
    if (steps >= all) {
      throw new RangeError(
        `firstStepsEncoder: option "steps" is ${steps}, but has to be below the ${all} steps of a sample`,
      );
    }
    const inner = of.build(context.scope('of', { input: [steps, ...step] }));
    const first = <T extends tf.Tensor>(x: T): T => {
      const begin = x.shape.map(() => 0);
      return tf.slice(x, begin, [x.shape[0], steps, ...x.shape.slice(2)]);
    };
    return {
      ...inner,
      encode: (x, frame) =>
        withoutLayerRuns(
          inner.encode(first(x), { ...frame, mask: frame.mask && first(frame.mask) }),
        ),
    };
  },
});

/**
 * An encoder that sees the first steps of a sequence alone: any other encoder, on those. What comes
 * after them has to be foretold by the decoder, such as a `compositeDecoder`.
 *
 * @throws OptionsError for unknown or wrong options; RangeError, when the model is made, if a
 * sample has no further step.
 *
 * @example `firstStepsEncoder({ of: lstmEncoder({ units: 64 }), steps: 10 })`
 */
export const firstStepsEncoder: PartFactory<Encoder, [options: FirstStepsEncoderOptions]> = part;
