import { definePart, type Decoder, type PartFactory } from '@autoencoder-zoo/core';
import {
  conditionOf,
  conditionalOptions,
  type ConditionOptions,
} from '../../shared/beside/condition.js';
import { joinLast, widened } from '../../shared/beside/joinLast.js';

/** Options of {@link conditionalDecoder}. */
export interface ConditionalDecoderOptions extends ConditionOptions {
  /** Decodes the codes with the column beside them. */
  readonly of: Decoder;
}

const part = definePart({
  kind: 'decoder',
  name: 'conditional@1',
  options: conditionalOptions('decoder'),
  build({ of, ...condition }, context) {
    const column = conditionOf(context, condition);
    const code = widened(context.shapes.code, column.shape[0]);
    const inner = of.build(context.scope('of', { code }));
    return {
      ...inner,
      decode: (z, frame) => inner.decode(joinLast(z, frame.perDraw(frame.column(column))), frame),
    };
  },
});

/**
 * A decoder that is told a column of the data, such as the label: any other decoder, on codes with
 * the column beside their last axis (Sohn, Lee & Yan, "Learning Structured Output Representation
 * using Deep Conditional Generative Models", 2015). Then a code has no need to say what the column
 * says, and one code can be decoded as each class: `model.sample(8, { beside: { label: 3 } })`.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `conditionalDecoder({ of: denseDecoder({ hidden: [400] }), classes: 10 })`
 */
export const conditionalDecoder: PartFactory<Decoder, [options: ConditionalDecoderOptions]> = part;
