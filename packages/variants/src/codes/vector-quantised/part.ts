import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  normal,
  positiveInteger,
  rate,
  stopGradient,
  uniform,
  weight,
  type Code,
  type Initialiser,
  type PartFactory,
  type Shape,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { uniformEntries } from '../../priors/uniform-entries/part.js';
import { codebook as codebookKey } from '../../shared/codes/codebook.js';
import { denseLayer } from '../../shared/dense/layer.js';
import {
  averaged,
  countsOf,
  deadOf,
  nearestOf,
  perplexityOf,
  revived,
  straightThrough,
  type Codebook,
} from './quantise.js';
import { seeded, starts, type CodebookStart } from './seeded.js';

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
  /** How entries come to stand amid the vectors that chose them. Default `'averages'`. */
  readonly codebook?: 'averages' | 'learned';
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

const options = z
  .strictObject({
    entries: positiveInteger.default(512),
    dim: positiveInteger,
    positions: z.union([positiveInteger, z.literal('features')]).optional(),
    commitment: weight.default(0.25),
    codebook: z.enum(['averages', 'learned']).default('averages'),
    decay: rate.default(0.99),
    deadBelow: rate.default(0.1),
    restart: z.boolean().optional(),
    start: starts.default('drawn'),
    initialiser: initialiser.default('fanIn'),
  })
  .refine(({ codebook, restart }) => codebook === 'averages' || restart !== true, {
    path: ['restart'],
    message: 'expected false with a learned codebook, whose optimiser remembers each entry',
  });

const part = definePart({
  kind: 'code',
  name: 'vectorQuantised@1',
  options,
  build({ entries, dim, commitment, codebook: way, decay, deadBelow, ...rest }, context) {
    const { features } = context.shapes;
    const places = placesOf(rest.positions, features);
    const perPlace = rest.positions === 'features';
    const inputs = perPlace ? features.at(-1)! : sizeOf(features);
    const outputs = perPlace ? dim : dim * sizeOf(places);
    const layer = denseLayer(context, 'dense', inputs, outputs, {
      activation: 'linear',
      initialiser: rest.initialiser,
    });
    const learned = way === 'learned';
    const codebook = learned
      ? context.variable('codebook', [entries, dim], normal)
      : context.state('codebook', [entries, dim], normal);
    const use = context.state('use', [entries], 'zeros');
    const restarts = !learned && rest.restart !== false && deadBelow > 0;
    const site = restarts
      ? context.noise('restart', [entries], uniform, { per: 'batch' })
      : undefined;
    const commitmentWeight = context.number('commitment', commitment);
    context.provide(codebookKey, codebook);

    const vectorsOf = (features: tf.Tensor) => {
      const rows = layer.apply(tf.reshape(features, [-1, inputs]));
      return tf.reshape<tf.Rank.R2>(rows, [-1, dim]);
    };
    /** The codebook after a batch. */
    const next = (
      vectors: tf.Tensor2D,
      nearest: tf.Tensor1D,
      recent: tf.Tensor1D,
      noise: tf.Tensor | undefined,
    ): Codebook => {
      const moved = averaged(codebook, recent, { vectors, nearest, share: 1 - decay });
      const known = { entries: moved, use: recent };
      return noise ? revived(known, deadOf(recent, deadBelow), vectors, noise) : known;
    };
    return {
      shape: [...places, dim],
      prior: uniformEntries(),
      outputs: { indices: 'entry of the codebook, from 0, of each vector of the code' },
      code(x, frame) {
        const [samples] = x.shape;
        const vectors = vectorsOf(x);
        const nearest = nearestOf(vectors, codebook);
        const chosen = tf.gather(codebook, nearest);
        const counts = countsOf(nearest, entries);
        const recent = frame.changes(use)
          ? tf.add<tf.Tensor1D>(tf.mul(use, decay), tf.mul(counts, 1 - decay))
          : use;
        if (frame.changes(use) && !learned) {
          const after = next(vectors, nearest, recent, site && frame.noise(site));
          frame.set(codebook, after.entries);
          frame.set(use, after.use);
        } else {
          frame.set(use, recent);
        }
        const error = (a: tf.Tensor, b: tf.Tensor) =>
          tf.sum(tf.reshape(tf.squaredDifference(a, b), [samples, -1]), 1);
        const mean = tf.reshape(straightThrough(vectors, chosen), [samples, ...places, dim]);
        return {
          z: frame.perDraw(mean),
          mean,
          outputs: { indices: tf.reshape(nearest, [samples, ...places]) },
          terms: {
            commitment: {
              value: error(vectors, stopGradient(chosen)),
              weight: frame.number(commitmentWeight),
            },
            ...(learned && { codebook: { value: error(stopGradient(vectors), chosen) } }),
            perplexity: { value: perplexityOf(counts), weight: 0 },
            dead: { value: tf.sum(deadOf(recent, deadBelow)), weight: 0 },
          },
        };
      },
      async begin(run) {
        // Whoever goes on with a trained model keeps its codebook.
        if (rest.start === 'random' || use.dataSync().some((value) => value > 0)) return;
        const found = await seeded(rest.start, run, {
          entries,
          dim,
          perSample: sizeOf(places),
          vectorsOf: (x, { again }) => vectorsOf(again.encode(x)),
        });
        run.set(codebook, found);
        run.set(use, new Float32Array(entries).fill(1));
      },
    };
  },
});

/** Axes of a code before that of its vectors. */
function placesOf(positions: number | 'features' | undefined, features: Shape): Shape {
  if (positions === 'features') return features.slice(0, -1);
  return positions === undefined ? [] : [positions];
}

/** A vector-quantised code: of one vector, of several, or of one at each place of the features. */
type VectorQuantisedCode = (<const Dim extends number>(
  options: VectorQuantisedCodeOptions<Dim> & { readonly positions?: undefined },
) => Code<readonly [Dim]>) &
  (<const Dim extends number, const Positions extends number>(
    options: VectorQuantisedCodeOptions<Dim> & { readonly positions: Positions },
  ) => Code<readonly [Positions, Dim]>) &
  ((options: VectorQuantisedCodeOptions) => Code) &
  PartFactory<Code, never>;

/**
 * A code of vectors, each of which is the nearest entry of a codebook (van den Oord,
 * Vinyals & Kavukcuoglu, "Neural Discrete Representation Learning", 2017). The
 * decoder gets the entries, and the gradient goes past the choice to the encoder
 * (straight through). Terms, summed over the vectors of a sample:
 * - `commitment`: squared distance of the encoder's vectors from their entries, which
 *   moves the encoder. Its weight is 0.25 by default.
 * - `codebook`: the same distance, which moves the entries; only where they are
 *   `'learned'` by the optimiser. By default they are moving averages of the vectors
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
export const vectorQuantisedCode = part as unknown as VectorQuantisedCode;
