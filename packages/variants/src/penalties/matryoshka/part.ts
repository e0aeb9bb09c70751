import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  OptionsError,
  positiveInteger,
  weight,
  type Penalty,
  type PartFactory,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { squaredErrors } from '../../shared/penalties/squaredErrors.js';

/** Options of {@link matryoshka}. */
export interface MatryoshkaOptions {
  /** How many of the first units of a code are to do without the rest, each below their number. */
  readonly sizes: readonly number[];
  /** Weight of the term, at least 0. Default 1. */
  readonly weight?: Weight;
}

const part = definePart({
  kind: 'penalty',
  name: 'matryoshka@1',
  options: z.strictObject({
    sizes: z.array(positiveInteger).min(1),
    weight: weight.default(1),
  }),
  build({ sizes, weight }, context) {
    const { code, output, target } = context.shapes;
    const units = sizeOf(code);
    const wrong = sizes.find((size) => size >= units);
    if (wrong !== undefined) {
      throw new OptionsError(
        `matryoshka@1: option "sizes": expected numbers of units below those of the code, ${units}, but got ${wrong}`,
      );
    }
    if (sizeOf(output) !== sizeOf(target)) {
      throw new Error(
        `matryoshka compares what a part of the code decodes to with the target, but this likelihood has ${sizeOf(output) / sizeOf(target)} parameters for each value; use squaredErrorLikelihood`,
      );
    }
    const scheduled = context.number('weight', weight);
    return {
      independent: true,
      terms({ x, coded: { z } }, frame) {
        const { again, target = x } = frame;
        const expected = frame.perDraw(target);
        const flat = tf.reshape(z, [z.shape[0], units]);
        const errors = sizes.map((size) => {
          const first = tf.cast(tf.less(tf.range(0, units), size), 'float32');
          const codes = tf.reshape(tf.mul(flat, first), z.shape);
          return squaredErrors(expected, again.mean(again.decode(codes)), frame);
        });
        return { matryoshka: { value: tf.addN(errors), weight: frame.number(scheduled) } };
      },
    };
  },
});

/**
 * Nests codes of fewer units within those of more, as the dolls of a matryoshka: the term
 * `matryoshka` is the squared error with which the first units of a code alone give the sample
 * back, summed over `sizes` and values (Bussmann, Nabeshima, Karvonen & Nanda, "Learning
 * Multi-Level Features with Matryoshka Sparse Autoencoders", 2025; for codes of any kind Kusupati
 * et al., "Matryoshka Representation Learning", 2022). So the first units learn what is general,
 * later ones what is particular, and a code can be cut off. The decoder runs once more for each
 * of the sizes. For likelihoods whose parameters are the expected output or logits of it.
 *
 * @throws OptionsError for unknown or wrong options, and, when the model is made, for sizes that
 * are not below the code's; Error for a likelihood with several parameters for each value.
 *
 * @example `matryoshka({ sizes: [64, 256] })`
 */
export const matryoshka: PartFactory<Penalty, [options: MatryoshkaOptions]> = part;
