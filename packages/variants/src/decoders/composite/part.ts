import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  partOption,
  positiveInteger,
  type Decoder,
  type Frame,
  type Made,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { withoutLayerRuns } from '../../shared/dense/through.js';

/** Options of {@link compositeDecoder}. */
export interface CompositeDecoderOptions {
  /** Writes the first steps, which the encoder has seen. */
  readonly past: Decoder;
  /** Writes the steps after them. */
  readonly future: Decoder;
  /** How many steps are past, fewer than a sample has. */
  readonly steps: number;
}

const part = definePart({
  kind: 'decoder',
  name: 'composite@1',
  options: z.strictObject({
    past: partOption('decoder'),
    future: partOption('decoder'),
    steps: positiveInteger,
  }),
  build({ past, future, steps }, context) {
    const { target, output } = context.shapes;
    const all = target[0];
    if (steps >= all) {
      throw new RangeError(
        `compositeDecoder: option "steps" is ${steps}, but has to be below the ${all} steps of a sample`,
      );
    }
    const built = (name: string, decoder: Decoder, count: number) =>
      decoder.build(
        context.scope(name, {
          target: [count, ...target.slice(1)],
          output: [count, ...output.slice(1)],
        }),
      );
    const [first, second] = [built('past', past, steps), built('future', future, all - steps)];
    return {
      independent: first.independent === true && second.independent === true,
      decode(z, frame): Made {
        const made = [
          withoutLayerRuns(first.decode(z, during(frame, 0, steps))),
          withoutLayerRuns(second.decode(z, during(frame, steps, all - steps))),
        ];
        return {
          value: tf.concat(
            made.map(({ value }) => value),
            1,
          ),
          terms: Object.assign({}, ...made.map(({ terms }) => terms)) as NonNullable<Made['terms']>,
          provides: made.flatMap(({ provides = [] }) => provides),
        };
      },
    };
  },
});

/** The batch from a step on, for so many steps. */
function during(frame: Frame, start: number, count: number): Frame {
  const cut = <T extends tf.Tensor>(x: T): T => {
    const [rows, , ...step] = x.shape;
    return tf.slice(x, [0, start, ...step.map(() => 0)], [rows, count, ...step]);
  };
  const { target, mask } = frame;
  return { ...frame, target: target && cut(target), mask: mask && cut(mask) };
}

/**
 * Two decoders of one code, for sequences (the composite model of Srivastava, Mansimov &
 * Salakhutdinov, "Unsupervised Learning of Video Representations using LSTMs", 2015): one writes
 * the past, which the encoder has seen, the other the future, which it has not. A code that has to
 * do both neither only copies nor only keeps what comes last. It goes with a `firstStepsEncoder` of
 * as many `steps`.
 *
 * @throws OptionsError for unknown or wrong options; RangeError, when the model is made, if a
 * sample has no further step.
 */
export const compositeDecoder: PartFactory<Decoder, [options: CompositeDecoderOptions]> = part;
