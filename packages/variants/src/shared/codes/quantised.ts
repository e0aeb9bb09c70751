import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  stopGradient,
  type BuiltCode,
  type Context,
  type Frame,
  type Initialiser,
  type Run,
  type Shape,
  type Weight,
} from '@autoencoder-zoo/core';
import { uniformEntries } from '../../priors/uniform-entries/part.js';
import { choices } from './choices.js';
import type { CodebookOptions, Quantised } from './codebook.js';
import { withGradientOf } from './withGradientOf.js';
import { vectorLayer, type Positions } from './vectors.js';

/** Vectors, and the entries that stand for them. */
export interface Pair {
  readonly vectors: tf.Tensor2D;
  readonly quantised: Quantised;
}

/** What makes entries of one or several codebooks of vectors `[vectors, dim]`. */
export interface Quantiser {
  /** Axes of the choices of one vector. */
  readonly shape: Shape;
  /** The vectors in the place of which each codebook gives its entries. */
  readonly quantise: (vectors: tf.Tensor2D, frame: Frame) => readonly Pair[];
  /** One vector `[vectors, dim]` of what each codebook gives. */
  readonly join: (chosen: readonly tf.Tensor2D[]) => tf.Tensor2D;
  /** Vectors `[vectors, dim]` of choices `[vectors, ...shape]`. */
  readonly vectorsOf: (choices: tf.Tensor) => tf.Tensor2D;
  readonly begin: (
    run: Run,
    vectorsOf: (x: tf.Tensor, frame: Frame) => tf.Tensor2D,
    perSample: number,
  ) => Promise<void>;
}

/** Builds a code of vectors that entries stand for. */
export function quantisedCode(
  context: Context,
  options: CodebookOptions & {
    readonly dim: number;
    readonly positions?: Positions;
    readonly commitment: Weight;
    readonly initialiser: Initialiser;
  },
  { shape: own, quantise, join, vectorsOf, begin }: Quantiser,
): BuiltCode {
  const { dim, entries: counts, codebook: way } = options;
  const layer = vectorLayer(context, dim, options);
  const { places, perSample } = layer;
  const commitmentWeight = context.number('commitment', options.commitment);
  context.provide(choices, {
    shape: [...places, ...own],
    counts,
    codesOf: (chosen) =>
      tf.reshape(vectorsOf(tf.reshape(chosen, [-1, ...own])), [-1, ...places, dim]),
  });
  return {
    shape: [...places, dim],
    tells: 'nothing',
    prior: uniformEntries(),
    outputs: { indices: 'entry of the codebook, from 0, of each vector of the code' },
    code(x, frame) {
      const [samples] = x.shape;
      const vectors = layer.apply(x);
      const pairs = quantise(vectors, frame);
      const all = pairs.map(({ quantised }) => quantised);
      const mean = tf.reshape(withGradientOf(vectors, join(all.map(({ chosen }) => chosen))), [
        samples,
        ...places,
        dim,
      ]);
      /** Squared distances, summed over the vectors of a sample. */
      const error = (of: (pair: Pair) => tf.Tensor) =>
        sum(pairs.map((pair) => tf.sum(tf.reshape(of(pair), [samples, -1]), 1)));
      const indices = tf.stack(
        all.map(({ nearest }) => nearest),
        1,
      );
      return {
        z: frame.perDraw(mean),
        mean,
        outputs: { indices: tf.reshape(indices, [samples, ...places, ...own]) },
        terms: {
          commitment: {
            value: error(({ vectors, quantised }) =>
              tf.squaredDifference(vectors, stopGradient(quantised.chosen)),
            ),
            weight: frame.number(commitmentWeight),
          },
          ...(way !== 'averages' && {
            codebook: {
              value: error(({ vectors, quantised }) =>
                tf.squaredDifference(stopGradient(vectors), quantised.chosen),
              ),
            },
          }),
          perplexity: {
            value: tf.div(sum(all.map(({ perplexity }) => perplexity)), all.length),
            weight: 0,
          },
          dead: { value: sum(all.map(({ dead }) => dead)), weight: 0 },
        },
      };
    },
    begin: (run) => begin(run, (x, { again }) => layer.apply(again.encode(x)), perSample),
  };
}

const sum = (tensors: readonly tf.Tensor[]): tf.Tensor =>
  tensors.reduce((total, tensor) => tf.add(total, tensor));
