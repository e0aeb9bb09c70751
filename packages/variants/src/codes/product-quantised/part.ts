import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  initialiser,
  positiveInteger,
  weight,
  type Initialiser,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { codebookOptions, learningCodebook, restarts } from '../../shared/codes/codebook.js';
import { quantisedCode } from '../../shared/codes/quantised.js';
import type { CodebookStart } from '../../shared/codes/seeded.js';
import { positions, type VectorCode } from '../../shared/codes/vectors.js';

/** Options of {@link productQuantisedCode}. */
export interface ProductQuantisedCodeOptions<Dim extends number = number> {
  /** Pieces of a vector, each with a codebook of its own; a divisor of `dim`. */
  readonly groups: number;
  /** Entries of each codebook. Default 512. */
  readonly entries?: number;
  /** Numbers in a vector. */
  readonly dim: Dim;
  /**
   * - A number: so many vectors, made of all features; the code is `[positions, dim]`.
   * - `'features'`: one at each place of the features, made of their last axis.
   * - Absent: one vector, `[dim]`.
   */
  readonly positions?: number | 'features';
  /** Weight of the term `commitment`, at least 0. Default 0.25. */
  readonly commitment?: Weight;
  /** How entries come to stand amid the vectors that chose them. Default `'averages'`. */
  readonly codebook?: 'averages' | 'learned' | 'mapped';
  /** Share of the past in moving averages, from 0 to 1. Default 0.99. */
  readonly decay?: number;
  /**
   * An entry is dead if it is used less than this share of an even use, from 0 to 1. Default 0.1.
   */
  readonly deadBelow?: number;
  /**
   * Whether dead entries begin anew at vectors of the batch. Default true, but for a codebook
   * that is learned or mapped.
   */
  readonly restart?: boolean;
  /** Where entries begin. Default `'drawn'`. */
  readonly start?: CodebookStart;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'productQuantised@1',
  options: z
    .strictObject({
      groups: positiveInteger,
      dim: positiveInteger,
      positions,
      commitment: weight.default(0.25),
      initialiser: initialiser.default('fanIn'),
      ...codebookOptions,
    })
    .refine(...restarts)
    .refine(({ dim, groups }) => dim % groups === 0, {
      path: ['groups'],
      message: 'expected a divisor of `dim`',
    }),
  build({ groups, ...options }, context) {
    const size = options.dim / groups;
    const books = Array.from({ length: groups }, (_, group) =>
      learningCodebook(context, size, options, group),
    );
    const pieceOf = (vectors: tf.Tensor2D, group: number) =>
      tf.slice(vectors, [0, group * size], [-1, size]);
    const join = (pieces: readonly tf.Tensor2D[]) => tf.concat([...pieces], 1);
    return quantisedCode(context, options, {
      shape: [groups],
      quantise: (all, frame) =>
        books.map((book, group) => {
          const vectors = pieceOf(all, group);
          return { vectors, quantised: book.quantise(vectors, frame) };
        }),
      join,
      vectorsOf: (choices) =>
        join(
          tf.unstack(choices, 1).map((chosen, group) => tf.gather(books[group].entries(), chosen)),
        ),
      async begin(run, vectorsOf, perSample) {
        for (const [group, book] of books.entries()) {
          await book.begin(run, (x, frame) => pieceOf(vectorsOf(x, frame), group), perSample);
        }
      },
    });
  },
});

/**
 * A code of vectors that are cut into pieces, each the nearest entry of a codebook of its own
 * (Jégou, Douze & Schmid, "Product Quantization for Nearest Neighbor Search", 2011, learned
 * with the encoder as in van den Oord et al., "Neural Discrete Representation Learning", 2017).
 * So `groups` codebooks of `entries` tell `entries ** groups` vectors apart. In
 * `vectorQuantisedCode` with `positions` all vectors share one codebook. Terms, measures,
 * starts and gradients are as there, summed over pieces; `perplexity` is averaged over codebooks.
 *
 * `encode` gives the entries side by side; the encoder's ONNX file has the output `indices`,
 * `[batch, ...positions, groups]`. `sample` draws entries evenly unless the model has another
 * prior. For search among many samples by tables of distances, and for independent pieces.
 *
 * @throws OptionsError for unknown or wrong options, and for `restart` with a learned codebook.
 *
 * @example `productQuantisedCode({ dim: 64, groups: 8, entries: 256 })`
 */
export const productQuantisedCode = part as unknown as VectorCode<ProductQuantisedCodeOptions>;
