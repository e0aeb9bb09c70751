import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  normal,
  positive,
  positiveInteger,
  RandomStream,
  weight,
  withoutGradient,
  type Penalty,
  type PartFactory,
  type Weight,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { kMeans } from '../../shared/clustering/kMeans.js';

/** Options of {@link clustering}. */
export interface ClusteringOptions {
  /** Clusters wanted. */
  readonly clusters: number;
  /** Weight of the term, at least 0. Default 0.1. */
  readonly weight?: Weight;
  /** Degrees of freedom of the t distribution around a centre, above 0. Default 1. */
  readonly freedom?: number;
  /**
   * Where centres begin.
   * - `'kMeans'`: at the centres of clusters of the codes, before the first training
   *   that does not leave this part out; until then the term is 0.
   * - `'random'`: at standard normal numbers.
   *
   * Default `'kMeans'`.
   */
  readonly start?: 'kMeans' | 'random';
}

/** Samples that a cluster's centre is found of, on average. */
const samplesPerCluster = 256;

const part = definePart({
  kind: 'penalty',
  name: 'clustering@1',
  options: z.strictObject({
    clusters: positiveInteger,
    weight: weight.default(0.1),
    freedom: positive.default(1),
    start: z.enum(['kMeans', 'random']).default('kMeans'),
  }),
  build({ clusters, weight, freedom, start }, context) {
    const dim = sizeOf(context.shapes.code);
    const centres = context.variable('centres', [clusters, dim], normal);
    const started = start === 'kMeans' ? context.state('started', [], 'zeros') : undefined;
    const shares = context.state('shares', [clusters], 'ones');
    const scheduled = context.number('weight', weight);
    const logsOf = (codes: tf.Tensor) =>
      logAssignments(tf.reshape<tf.Rank.R2>(codes, [-1, dim]), centres, freedom);
    return {
      independent: true,
      terms({ coded }, frame) {
        const logs = logsOf(coded.mean);
        const targets = withoutGradient(() => sharpened(tf.exp(logs), shares));
        const differences = tf.sub(
          withoutGradient(() => tf.log(tf.maximum(targets, 1e-20))),
          logs,
        );
        const divergence = tf.sum(tf.mul(targets, differences), 1);
        const value = started ? tf.mul(divergence, started) : divergence;
        return { clustering: { value, weight: frame.number(scheduled) } };
      },
      outputs: {
        cluster: 'the number of the cluster to which the sample belongs most, from 0',
        assignments: 'the share with which the sample belongs to each cluster',
      },
      describe({ mean }) {
        const logs = logsOf(mean);
        return {
          cluster: tf.cast(tf.expandDims(tf.argMax(logs, 1), 1), 'float32'),
          assignments: tf.exp(logs),
        };
      },
      async begin(run) {
        // Whoever goes on with a trained model keeps its centres.
        if (!started || started.dataSync()[0] > 0) return;
        const { data, seed } = run;
        const stream = new RandomStream(seed, 'clusters');
        const drawn = stream.permutation(data.length).subarray(0, samplesPerCluster * clusters);
        const codes = await run.map('codes', data.select(drawn), (x, { again }) =>
          tf.reshape(again.code(again.encode(x)).mean, [x.shape[0], dim]),
        );
        run.set(centres, kMeans(codes, { dim, count: clusters }, stream));
        run.set(started, Float32Array.of(1));
      },
      async epoch(run) {
        const assigned = await run.map('assignments', run.data, (x, { again }) =>
          tf.exp(logsOf(again.code(again.encode(x)).mean)),
        );
        const sums = new Float64Array(clusters);
        assigned.forEach((share, i) => (sums[i % clusters] += share));
        run.set(
          shares,
          Float32Array.from(sums, (sum) => (sum * clusters) / run.data.length),
        );
      },
    };
  },
});

/** Logs of the shares with which codes `[batch, dim]` belong to centres: `[batch, clusters]`. */
function logAssignments(codes: tf.Tensor2D, centres: tf.Tensor2D, freedom: number): tf.Tensor2D {
  const offsets = tf.sub(tf.expandDims(codes, 1), tf.expandDims(centres, 0));
  const distances = tf.sum(tf.square(offsets), 2);
  const logs = tf.mul(tf.log1p(tf.div(distances, freedom)), -(freedom + 1) / 2);
  return tf.sub(logs, tf.logSumExp(logs, 1, true));
}

/**
 * Assignments squared, by the share that each cluster has of all samples, so that none takes all.
 */
function sharpened(assignments: tf.Tensor, shares: tf.Tensor1D): tf.Tensor {
  const squares = tf.div(tf.square(assignments), tf.maximum(shares, 1e-20));
  return tf.div(squares, tf.sum(squares, 1, true));
}

/**
 * Gathers codes in clusters (Xie, Girshick & Farhadi, "Unsupervised Deep Embedding for Clustering
 * Analysis", 2016). A sample belongs to each cluster with a share, by a t distribution around its
 * centre; the term `clustering` is the divergence of these shares from sharper ones, which are
 * constants to it: the squares, divided by how much of all samples a cluster has. That is counted
 * before each epoch; the paper keeps the sharper shares themselves until then. The centres are
 * the trained variable `centres`, `[clusters, ...code]` in one row each. `model.describe` gives
 * the `cluster` of each sample and its `assignments`, the shares, as does the saved encoder.
 *
 * The paper trains the autoencoder first, which
 * `fit(model, data, { only: ['encoder', 'code', 'decoder'] })` does. It then leaves
 * the reconstruction out; here it goes on, as in Guo et al., "Improved Deep Embedded
 * Clustering", 2017. The default weight is theirs, but they average the squared error
 * over values, which is summed here.
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `clustering({ clusters: 10 })`
 */
export const clustering: PartFactory<Penalty, [options: ClusteringOptions]> = part;
