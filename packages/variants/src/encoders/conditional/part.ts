import { definePart, type Encoder, type Made, type PartFactory } from '@autoencoder-zoo/core';
import {
  conditionOf,
  conditionalOptions,
  type ConditionOptions,
} from '../../shared/beside/condition.js';
import { joinLast, widened } from '../../shared/beside/joinLast.js';
import { withoutLayerRuns } from '../../shared/dense/through.js';

/** Options of {@link conditionalEncoder}. */
export interface ConditionalEncoderOptions extends ConditionOptions {
  /** Encodes the samples with the column beside them. */
  readonly of: Encoder;
}

const part = definePart({
  kind: 'encoder',
  name: 'conditional@1',
  options: conditionalOptions('encoder'),
  build({ of, ...condition }, context) {
    const column = conditionOf(context, condition);
    const input = widened(context.shapes.input, column.shape[0]);
    const inner = of.build(context.scope('of', { input }));
    return {
      ...inner,
      encode: (x, frame): Made =>
        withoutLayerRuns(inner.encode(joinLast(x, frame.column(column)), frame)),
    };
  },
});

/**
 * An encoder that is told a column of the data, such as the label: any other encoder, on
 * samples with the column beside their last axis. So a dense encoder reads it once, a
 * recurrent one at each step, a convolutional one as further channels (Sohn, Lee & Yan,
 * "Learning Structured Output Representation using Deep Conditional Generative Models", 2015).
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `conditionalEncoder({ of: denseEncoder({ hidden: [400] }), classes: 10 })`
 */
export const conditionalEncoder: PartFactory<Encoder, [options: ConditionalEncoderOptions]> = part;
