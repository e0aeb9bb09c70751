import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { RandomStream, type Frame, type Run } from '@autoencoder-zoo/core';
import { z } from 'zod';
import { kMeans } from '../clustering/kMeans.js';

/** Checks a {@link CodebookStart}. */
export const starts = z.enum(['drawn', 'kMeans', 'random']);

/**
 * - `'drawn'`: at vectors of training samples, drawn at random.
 * - `'kMeans'`: at the centres of clusters of such vectors.
 * - `'random'`: at standard normal numbers.
 */
export type CodebookStart = z.output<typeof starts>;

/** Vectors that a cluster's centre is found of, on average. */
const vectorsPerEntry = 32;

/** A codebook `[entries, dim]` made of vectors of the training data. */
export async function seeded(
  start: Exclude<CodebookStart, 'random'>,
  run: Run,
  codebook: {
    /** Tells the vectors of several codebooks apart. */
    readonly name: string;
    readonly entries: number;
    readonly dim: number;
    /** Vectors of a sample. */
    readonly perSample: number;
    readonly vectorsOf: (x: tf.Tensor, frame: Frame) => tf.Tensor;
  },
): Promise<Float32Array> {
  const { name, entries, dim, perSample, vectorsOf } = codebook;
  const { data } = run;
  const stream = new RandomStream(run.seed, 'codebook');
  const samples = Math.ceil((vectorsPerEntry * entries) / perSample);
  const some = data.select(stream.permutation(data.length).subarray(0, samples));
  const flat = (x: tf.Tensor, frame: Frame) => tf.reshape(vectorsOf(x, frame), [x.shape[0], -1]);
  const vectors = await run.map(name, some, flat);
  if (start === 'kMeans') return kMeans(vectors, { dim, count: entries }, stream);
  const order = stream.permutation(vectors.length / dim);
  return Float32Array.from({ length: entries * dim }, (_, i) => {
    const drawn = order[Math.floor(i / dim) % order.length];
    return vectors[drawn * dim + (i % dim)];
  });
}
