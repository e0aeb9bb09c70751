import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  initialiser,
  positiveInteger,
  type Code,
  type Initialiser,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { uniformEntries } from '../../priors/uniform-entries/part.js';
import { choices } from '../../shared/codes/choices.js';
import { positions, vectorLayer, type Positions } from '../../shared/codes/vectors.js';
import { withGradientOf } from '../../shared/codes/withGradientOf.js';

/** Options of {@link finiteScalarCode}. */
export interface FiniteScalarCodeOptions<Levels extends readonly number[] = readonly number[]> {
  /**
   * Levels of each number of a vector, at least 2 each; at most 2^31 - 1 vectors in all. The
   * paper takes at least 5, such as `[8, 5, 5, 5]` in the place of 1000 entries of a codebook.
   */
  readonly levels: Levels;
  /**
   * - A number: so many vectors, made of all features; the code is `[positions, levels.length]`.
   * - `'features'`: one at each place of the features, made of their last axis.
   * - Absent: one vector, `[levels.length]`.
   */
  readonly positions?: Positions;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

/** How much of the way to the outermost level a number can go. */
const reach = 0.999;

const part = definePart({
  kind: 'code',
  name: 'finiteScalar@1',
  options: z.strictObject({
    levels: z
      .array(positiveInteger.min(2))
      .min(1)
      .refine((levels) => levels.reduce((product, count) => product * count, 1) < 2 ** 31, {
        message: 'expected levels whose product is below 2^31',
      }),
    positions,
    initialiser: initialiser.default('fanIn'),
  }),
  build({ levels, ...options }, context) {
    const dim = levels.length;
    const layer = vectorLayer(context, dim, options);
    const { places } = layer;
    const row = (of: (count: number) => number) => tf.tensor1d(levels.map(of));
    const half = (count: number) => ((count - 1) * reach) / 2;
    const offset = (count: number) => (count % 2 === 0 ? 0.5 : 0);
    const middle = (count: number) => Math.floor(count / 2);
    const bases = levels.map((_, i) => levels.slice(0, i).reduce((a, b) => a * b, 1));
    context.provide(choices, {
      shape: [...places, dim],
      counts: levels,
      codesOf: (chosen) => tf.div(tf.sub(tf.cast(chosen, 'float32'), row(middle)), row(middle)),
    });
    return {
      independent: true,
      shape: [...places, dim],
      tells: 'nothing',
      prior: uniformEntries(),
      outputs: { indices: 'number of the levels, from 0, of each vector of the code' },
      code(x, frame) {
        const [samples] = x.shape;
        const shifted = tf.add(
          layer.apply(x),
          row((count) => Math.tan(offset(count) / half(count))),
        );
        const bounded = tf.sub(tf.mul(tf.tanh(shifted), row(half)), row(offset));
        const levelled = withGradientOf(bounded, tf.round(bounded));
        const mean = tf.reshape(tf.div(levelled, row(middle)), [samples, ...places, dim]);
        const digits = tf.cast(tf.add(levelled, row(middle)), 'int32');
        const indices = tf.sum(tf.mul(digits, tf.tensor1d(bases, 'int32')), 1);
        return {
          z: frame.perDraw(mean),
          mean,
          outputs: { indices: tf.reshape(indices, [samples, ...places]) },
        };
      },
    };
  },
});

/**
 * A code of vectors each number of which is rounded to one of a few levels (Mentzer, Minnen,
 * Agustsson & Tschannen, "Finite Scalar Quantization: VQ-VAE Made Simple", 2024). With L levels
 * a number is `tanh(x + shift) * (L - 1) / 2 - offset` before it is rounded, where an even L has
 * the offset 1/2 (and the shift of the paper's listing), and is divided by `floor(L / 2)` after:
 * 5 levels are -1, -1/2, 0, 1/2 and 1. The gradient goes past the rounding. It takes the place
 * of a vector-quantised code with as many entries as the product of the levels, has no codebook,
 * no terms and no entries that die, and is what to try first.
 *
 * `encode` gives the levels; the encoder's ONNX file has the number of each vector,
 * `indices`, `[batch, ...positions]`, in which the first level counts fastest. `sample` draws
 * levels evenly unless the model has another prior.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `finiteScalarCode({ levels: [8, 5, 5, 5], positions: 16 })`
 */
export const finiteScalarCode = part as unknown as FiniteScalarCode;

/** Makes a code of one vector, of several, or of one at each place of the features. */
type FiniteScalarCode = (<const Levels extends readonly number[]>(
  options: FiniteScalarCodeOptions<Levels> & { readonly positions?: undefined },
) => Code<readonly [Levels['length']]>) &
  (<const Levels extends readonly number[], const Count extends number>(
    options: FiniteScalarCodeOptions<Levels> & { readonly positions: Count },
  ) => Code<readonly [Count, Levels['length']]>) &
  ((options: FiniteScalarCodeOptions) => Code) &
  PartFactory<Code, never>;
