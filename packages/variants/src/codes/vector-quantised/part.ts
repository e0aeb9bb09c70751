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

/** Options of {@link vectorQuantisedCode}. */
export interface VectorQuantisedCodeOptions<Dim extends number = number> {
  /** Entries of the codebook. Default 512. */
  readonly entries?: number;
  /** Numbers in an entry. */
  readonly dim: Dim;
  /**
   * - A number: so many vectors, each one of the entries, made of all features; the
   *   code is `[positions, dim]`.
   * - `'features'`: one at each place of the features, made of their last axis:
   *   features `[height, width, channels]` make the code `[height, width, dim]`.
   * - Absent: one vector, `[dim]`.
   */
  readonly positions?: number | 'features';
  /** Weight of the term `commitment`, at least 0. Default 0.25. */
  readonly commitment?: Weight;
  /**
   * How entries come to stand amid the vectors that chose them.
   * - `'averages'`: as moving averages of these vectors. Default.
   * - `'learned'`: by the optimiser, each for itself.
   * - `'mapped'`: fixed vectors go through one linear map `[dim, dim]` that the optimiser moves,
   *   so that entries nobody chose move along with the others (Zhu et al., "Addressing
   *   Representation Collapse in Vector Quantized Models with One Linear Layer", 2024: SimVQ).
   *   The map starts as the identity.
   */
  readonly codebook?: 'averages' | 'learned' | 'mapped';
  /** Share of the past in moving averages, from 0 to 1. Default 0.99. */
  readonly decay?: number;
  /**
   * An entry is dead if it is used less than this share of an even use, from 0 to 1. Default 0.1.
   */
  readonly deadBelow?: number;
  /**
   * Whether dead entries begin anew at vectors of the batch. Those that nobody chose at the
   * first step do so at once, wherever they started. Default true, but for a learned codebook.
   */
  readonly restart?: boolean;
  /** Where entries begin. Default `'drawn'`. */
  readonly start?: CodebookStart;
  /** Start of the kernel. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
}

const part = definePart({
  kind: 'code',
  name: 'vectorQuantised@1',
  options: z
    .strictObject({
      dim: positiveInteger,
      positions,
      commitment: weight.default(0.25),
      initialiser: initialiser.default('fanIn'),
      ...codebookOptions,
    })
    .refine(...restarts),
  build(options, context) {
    const codebook = learningCodebook(context, options.dim, options);
    return quantisedCode(context, options, {
      shape: [],
      quantise: (vectors, frame) => [{ vectors, quantised: codebook.quantise(vectors, frame) }],
      join: ([chosen]) => chosen,
      vectorsOf: (choices) => tf.gather(codebook.entries(), choices),
      begin: codebook.begin,
    });
  },
});

/**
 * A code of vectors, each of which is the nearest entry of a codebook (van den Oord,
 * Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017). The
 * decoder gets the entries, and the gradient goes past the choice to the encoder
 * (straight through). Terms, summed over the vectors of a sample:
 * - `commitment`: squared distance of the encoder's vectors from their entries, which
 *   moves the encoder. Its weight is 0.25 by default.
 * - `codebook`: the same distance, which moves the entries; only where they are
 *   `'learned'` or `'mapped'` by the optimiser. By default they are moving averages of the vectors
 *   that chose them (section A.1 of the paper), state that no optimiser touches.
 *
 * Measures: `perplexity` of the entries over the batch, from 1 to their number, and
 * `dead`, how many are used less than `deadBelow` of an even use. Dead ones begin
 * anew at vectors of the batch (Dhariwal et al., "Jukebox", 2020). The first training
 * puts the codebook amid the vectors of its data.
 *
 * `encode` gives the entries; the encoder's ONNX file has their places in the
 * codebook as the output `indices`, `[batch, ...positions]`. `sample` draws entries
 * evenly unless the model has another prior.
 *
 * @throws OptionsError for unknown or wrong options, and for `restart` with a learned codebook.
 */
export const vectorQuantisedCode = part as unknown as VectorCode<VectorQuantisedCodeOptions>;
