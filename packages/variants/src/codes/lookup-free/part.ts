import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  initialiser,
  positive,
  positiveInteger,
  stopGradient,
  weight,
  type Initialiser,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { uniformEntries } from '../../priors/uniform-entries/part.js';
import { choices } from '../../shared/codes/choices.js';
import {
  positions,
  vectorLayer,
  type Positions,
  type VectorCode,
} from '../../shared/codes/vectors.js';
import { withGradientOf } from '../../shared/codes/withGradientOf.js';

/** Options of {@link lookupFreeCode}. */
export interface LookupFreeCodeOptions<Dim extends number = number> {
  /** Bits of a vector, at most 30: there are `2^dim` vectors. */
  readonly dim: Dim;
  /**
   * - A number: so many vectors, made of all features; the code is `[positions, dim]`.
   * - `'features'`: one at each place of the features, made of their last axis.
   * - Absent: one vector, `[dim]`.
   */
  readonly positions?: Positions;
  /** Weight of the term `commitment`, at least 0. Default 0.25. */
  readonly commitment?: Weight;
  /** Weight of the term `entropy`, at least 0. Default 0.1. */
  readonly entropy?: Weight;
  /** Temperature of the soft choice of which the entropy is, above 0. Default 1. */
  readonly temperature?: number;
  /**
   * Bits whose combinations are to be used evenly, at most 10; it divides `dim`. Computing grows
   * with `2^group`. Default: the largest divisor of `dim` up to 8.
   */
  readonly group?: number;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'lookupFree@1',
  options: z
    .strictObject({
      dim: positiveInteger.max(30),
      positions,
      commitment: weight.default(0.25),
      entropy: weight.default(0.1),
      temperature: positive.default(1),
      group: positiveInteger.max(10).optional(),
      initialiser: initialiser.default('fanIn'),
    })
    .refine(({ dim, group = 1 }) => dim % group === 0, {
      path: ['group'],
      message: 'expected a divisor of `dim`',
    }),
  build({ dim, temperature, group = largestDivisor(dim), ...options }, context) {
    const layer = vectorLayer(context, dim, options);
    const { places, perSample } = layer;
    const commitmentWeight = context.number('commitment', options.commitment);
    const entropyWeight = context.number('entropy', options.entropy);
    const signsOf = (bits: tf.Tensor) => tf.sub(tf.mul(tf.cast(bits, 'float32'), 2), 1);
    context.provide(choices, { shape: [...places, dim], counts: 2, codesOf: signsOf });
    return {
      shape: [...places, dim],
      tells: 'nothing',
      prior: uniformEntries(),
      outputs: { indices: 'number that the bits of each vector of the code make, from 0' },
      code(x, frame) {
        const [samples] = x.shape;
        const vectors = layer.apply(x);
        const bits = tf.greater(vectors, 0);
        const signs = signsOf(bits);
        const mean = tf.reshape(withGradientOf(vectors, signs), [samples, ...places, dim]);
        const powers = tf.tensor1d(
          Array.from({ length: dim }, (_, i) => 2 ** i),
          'int32',
        );
        const indices = tf.sum(tf.mul(tf.cast(bits, 'int32'), powers), 1);
        const distances = tf.squaredDifference(vectors, stopGradient(signs));
        // A one is exp(4 x / temperature) times as near as the other sign.
        const logits: tf.Tensor2D = tf.mul(vectors, 4 / temperature);
        const entropy = tf.sub(entropyOfBits(logits), entropyOfAll(logits, group));
        return {
          z: frame.perDraw(mean),
          mean,
          outputs: { indices: tf.reshape(indices, [samples, ...places]) },
          terms: {
            commitment: {
              value: tf.sum(tf.reshape(distances, [samples, -1]), 1),
              weight: frame.number(commitmentWeight),
            },
            entropy: { value: tf.mul(entropy, perSample), weight: frame.number(entropyWeight) },
          },
        };
      },
    };
  },
});

/**
 * A code of vectors of signs, -1 or 1, with no codebook to look them up in (Yu et al., "Language
 * Model Beats Diffusion: Tokenizer is Key to Visual Generation", 2024). The gradient goes past
 * the choice. Terms, summed over the vectors of a sample:
 * - `commitment`: squared distance of the encoder's numbers from their signs.
 * - `entropy`: how unsure a sample's choice is, less how evenly the batch uses all of them, both
 *   entropies in nats of a soft choice, in which a sign has the share `exp(-distance^2 /
 *   temperature)`. The first is that of all bits; the second is that of the combinations of
 *   `group` bits, summed over groups, as the paper has it for many bits.
 *
 * For vocabularies so large that a codebook would not be used, with large batches: of a batch it
 * has to see how evenly it is used. `finiteScalarCode` needs no terms.
 *
 * `encode` gives the signs; the encoder's ONNX file has the number that a vector's bits make,
 * `indices`, `[batch, ...positions]`, in which the first bit is the lowest. `sample` draws bits
 * evenly unless the model has another prior.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `lookupFreeCode({ dim: 10, positions: 16 })`
 */
export const lookupFreeCode = part as unknown as VectorCode<LookupFreeCodeOptions>;

function largestDivisor(dim: number): number {
  return [8, 7, 6, 5, 4, 3, 2, 1].find((size) => dim % size === 0)!;
}

/** Entropy of independent bits with these logits, summed over bits, averaged over rows. */
function entropyOfBits(logits: tf.Tensor2D): tf.Tensor {
  const entropies = tf.sub(tf.softplus(logits), tf.mul(logits, tf.sigmoid(logits)));
  return tf.mean(tf.sum(entropies, 1));
}

/** Entropy of the combinations of each `group` bits over all rows together, summed over groups. */
function entropyOfAll(logits: tf.Tensor2D, group: number): tf.Tensor {
  const [rows, bits] = logits.shape;
  const combinations = tf.tensor2d(
    Array.from({ length: group }, (_, bit) =>
      Array.from({ length: 2 ** group }, (_, number) => (number >> bit) & 1),
    ),
  );
  const each = tf.softmax(tf.matMul(tf.reshape<tf.Rank.R2>(logits, [-1, group]), combinations));
  const shares = tf.mean(tf.reshape(each, [rows, bits / group, 2 ** group]), 0);
  return tf.neg(tf.sum(tf.mul(shares, tf.log(tf.maximum(shares, 1e-20)))));
}
