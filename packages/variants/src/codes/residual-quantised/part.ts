import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  definePart,
  initialiser,
  positiveInteger,
  stopGradient,
  weight,
  type Frame,
  type Initialiser,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { codebookOptions, learningCodebook, restarts } from '../../shared/codes/codebook.js';
import { quantisedCode, type Pair } from '../../shared/codes/quantised.js';
import type { CodebookStart } from '../../shared/codes/seeded.js';
import { positions, type VectorCode } from '../../shared/codes/vectors.js';

/** Options of {@link residualQuantisedCode}. */
export interface ResidualQuantisedCodeOptions<Dim extends number = number> {
  /** Codebooks, one after the other. Default 4. */
  readonly stages?: number;
  /** Entries of each codebook. Default 512. */
  readonly entries?: number;
  /** Numbers in an entry. */
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
  name: 'residualQuantised@1',
  options: z
    .strictObject({
      stages: positiveInteger.default(4),
      dim: positiveInteger,
      positions,
      commitment: weight.default(0.25),
      initialiser: initialiser.default('fanIn'),
      ...codebookOptions,
    })
    .refine(...restarts),
  build({ stages, ...options }, context) {
    const books = Array.from({ length: stages }, (_, stage) =>
      learningCodebook(context, options.dim, options, stage),
    );
    /** What each of the first codebooks makes of what those before it leave. */
    const through = (vectors: tf.Tensor2D, frame: Frame, count = stages) => {
      const pairs: Pair[] = [];
      let left = vectors;
      for (const book of books.slice(0, count)) {
        const quantised = book.quantise(left, frame);
        pairs.push({ vectors: left, quantised });
        left = tf.sub(left, stopGradient(quantised.chosen));
      }
      return { pairs, left };
    };
    return quantisedCode(context, options, {
      shape: [stages],
      quantise: (vectors, frame) => through(vectors, frame).pairs,
      join: (chosen) => tf.addN([...chosen]),
      vectorsOf: (choices) =>
        tf.addN(
          tf.unstack(choices, 1).map((chosen, stage) => tf.gather(books[stage].entries(), chosen)),
        ),
      async begin(run, vectorsOf, perSample) {
        for (const [stage, book] of books.entries()) {
          const left = (x: tf.Tensor, frame: Frame) =>
            through(vectorsOf(x, frame), frame, stage).left;
          await book.begin(run, left, perSample);
        }
      },
    });
  },
});

/**
 * A code of vectors that are sums of entries: a first codebook gives the entry that is nearest
 * to a vector, a second one that which is nearest to what is left, and so on (Lee et al.,
 * "Autoregressive Image Generation using Residual Quantization", 2022; Zeghidour et al.,
 * "SoundStream", 2021). So `stages` codebooks of `entries` tell `entries ** stages` vectors
 * apart, from coarse to fine. The gradient goes past the choices to the encoder. Terms, summed
 * over codebooks and over the vectors of a sample:
 * - `commitment`: squared distance of what is left before a codebook from its entry, which
 *   moves the encoder.
 * - `codebook`: the same distance, which moves the entries; only where they are `'learned'` or
 *   `'mapped'`, as in `vectorQuantisedCode`.
 *
 * Measures: `perplexity`, averaged over codebooks, and `dead`, the dead entries of all.
 *
 * `encode` gives the sums; the encoder's ONNX file has the output `indices`,
 * `[batch, ...positions, stages]`. `sample` draws entries evenly unless the model has another
 * prior. For finer codes than one codebook gives; `productQuantisedCode` cuts vectors into
 * pieces in their place.
 *
 * @throws OptionsError for unknown or wrong options, and for `restart` with a learned codebook.
 *
 * @example `residualQuantisedCode({ dim: 8, positions: 16, stages: 4, entries: 256 })`
 */
export const residualQuantisedCode = part as unknown as VectorCode<ResidualQuantisedCodeOptions>;
