import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  normal,
  positiveInteger,
  rate,
  uniform,
  type Context,
  type Fill,
  type Frame,
  type Run,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import {
  averaged,
  countsOf,
  deadOf,
  nearestOf,
  perplexityOf,
  revived,
  type Codebook,
} from './quantise.js';
import { seeded, starts } from './seeded.js';

/** Options of codes with codebooks. */
export const codebookOptions = {
  entries: positiveInteger.default(512),
  codebook: z.enum(['averages', 'learned', 'mapped']).default('averages'),
  decay: rate.default(0.99),
  deadBelow: rate.default(0.1),
  restart: z.boolean().optional(),
  start: starts.default('drawn'),
};

/** Checks what `codebookOptions` cannot tell option by option: arguments of `refine`. */
export const restarts: [
  check: (options: Pick<CodebookOptions, 'codebook' | 'restart'>) => boolean,
  problem: { path: string[]; message: string },
] = [
  ({ codebook, restart }) => codebook === 'averages' || restart !== true,
  {
    path: ['restart'],
    message: 'expected false with a learned codebook, whose optimiser remembers each entry',
  },
];

/** What is chosen, with defaults. */
export type CodebookOptions = z.output<z.ZodObject<typeof codebookOptions>>;

/** What a codebook makes of the vectors of a batch. */
export interface Quantised {
  /** The nearest entry of each vector, from 0, `[vectors]`, int32. */
  readonly nearest: tf.Tensor1D;
  /** That entry, `[vectors, dim]`, with a gradient where an optimiser moves it. */
  readonly chosen: tf.Tensor2D;
  /** A scalar: see {@link perplexityOf}. */
  readonly perplexity: tf.Tensor;
  /** A scalar: how many entries are used less than `deadBelow` of an even use. */
  readonly dead: tf.Tensor;
}

/** A codebook that learns while it is used. */
export interface LearningCodebook {
  /** The present entries `[entries, dim]`. */
  entries(): tf.Tensor2D;
  /** Entries of vectors `[vectors, dim]`; in training it moves. */
  quantise(vectors: tf.Tensor2D, frame: Frame): Quantised;
  /** Puts it amid vectors of the training data, unless it was trained before. */
  readonly begin: (
    run: Run,
    vectorsOf: (x: tf.Tensor, frame: Frame) => tf.Tensor,
    perSample: number,
  ) => Promise<void>;
}

/**
 * Declares a codebook of vectors of `dim` numbers.
 *
 * @param place - Which it is, where a code has several.
 */
export function learningCodebook(
  parent: Context,
  dim: number,
  { entries: count, codebook: way, decay, deadBelow, restart, start }: CodebookOptions,
  place?: number,
): LearningCodebook {
  const context = place === undefined ? parent : parent.scope(String(place));
  const own = [count, dim] as const;
  const codebook =
    way === 'learned'
      ? context.variable('codebook', own, normal)
      : context.state('codebook', own, normal);
  const map = way === 'mapped' ? context.variable('map', [dim, dim], identity(dim)) : undefined;
  const use = context.state('use', [count], 'zeros');
  const revives = way === 'averages' && restart !== false && deadBelow > 0;
  const site = revives ? context.noise('restart', [count], uniform, { per: 'batch' }) : undefined;
  const entries = (): tf.Tensor2D => (map ? tf.matMul(codebook, map) : codebook);

  /** The codebook after a batch. */
  const next = (vectors: tf.Tensor2D, nearest: tf.Tensor1D, recent: tf.Tensor1D, frame: Frame) => {
    const moved = averaged(codebook, recent, { vectors, nearest, share: 1 - decay });
    const known: Codebook = { entries: moved, use: recent };
    return site ? revived(known, deadOf(recent, deadBelow), vectors, frame.noise(site)) : known;
  };
  return {
    entries,
    quantise(vectors, frame) {
      const all = entries();
      const nearest = nearestOf(vectors, all);
      // Read before it is set.
      const chosen = tf.gather(all, nearest);
      const counts = countsOf(nearest, count);
      const recent = frame.changes(use)
        ? tf.add<tf.Tensor1D>(tf.mul(use, decay), tf.mul(counts, 1 - decay))
        : use;
      if (frame.changes(use) && way === 'averages') {
        const after = next(vectors, nearest, recent, frame);
        frame.set(codebook, after.entries);
        frame.set(use, after.use);
      } else {
        frame.set(use, recent);
      }
      return {
        nearest,
        chosen,
        perplexity: perplexityOf(counts),
        dead: tf.sum(deadOf(recent, deadBelow)),
      };
    },
    async begin(run, vectorsOf, perSample) {
      // Whoever goes on with a trained model keeps its codebook.
      if (start === 'random' || use.dataSync().some((value) => value > 0)) return;
      const name = `vectors${place ?? ''}`;
      const found = { name, entries: count, dim, perSample, vectorsOf };
      run.set(codebook, await seeded(start, run, found));
      run.set(use, new Float32Array(count).fill(1));
    },
  };
}

const identity =
  (dim: number): Fill =>
  (_, target) => {
    target.forEach((_, i) => (target[i] = Number(i % (dim + 1) === 0)));
  };
