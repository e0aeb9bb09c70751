import { Dataset } from '@autoencoder-zoo/core';
import { hammingPrecision } from './hammingPrecision.js';
import { labelsOf } from '../shared/labelsOf.js';
import { nearestNeighbours } from '../codes/nearestNeighbours.js';
import { forEachChunk, requireSameSize, toVectors, type Vectors } from '../shared/vectors.js';

/** What {@link retrievalPrecision} compares. */
export interface RetrievalOptions {
  /** Codes of what is searched, for example documents. */
  readonly base: Vectors;
  /** One class for each; by default the labels of the data set. */
  readonly baseLabels?: ArrayLike<number>;
  /** Codes of what is asked for. None of them should be in the base. */
  readonly queries: Vectors;
  /** Their classes; by default the labels of the data set. */
  readonly queryLabels?: ArrayLike<number>;
  /**
   * How many of the nearest count: integers from 1 to the size of the base. Default 1, 10 and 100.
   */
  readonly ranks?: readonly number[];
  /**
   * What is near:
   * - `'cosine'`: a small angle; a code of zeros is at a right angle to all. Among
   *   equal ones the first in the base comes first. The default.
   * - `'hamming'`: few differing values, which are all 0 or 1. Equally near ones, of
   *   which there are many, count as in random order: the result is the mean over all
   *   orders (McSherry and Najork, "Computing information retrieval performance
   *   measures efficiently in the presence of tied scores", 2008).
   */
  readonly by?: 'cosine' | 'hamming';
}

/**
 * Precision at ranks: of the r codes nearest to a query the share that have its
 * class, averaged over queries, for each rank r. The quality of a search by codes, as
 * in Salakhutdinov and Hinton, "Semantic hashing", 2009.
 *
 * @returns One number from 0 to 1 for each of the ranks, in their order.
 * @throws RangeError if labels are missing or do not fit, sizes differ, a rank is out
 * of range, or a value by Hamming's distance is neither 0 nor 1.
 */
export function retrievalPrecision(options: RetrievalOptions): number[] {
  const { ranks = [1, 10, 100], by = 'cosine' } = options;
  const base = toVectors(options.base, 'the base');
  const queries = toVectors(options.queries, 'the queries');
  requireSameSize(base, queries);
  const known = labelsOf(base, options.baseLabels);
  const asked = labelsOf(queries, options.queryLabels);
  for (const rank of ranks) {
    if (Number.isInteger(rank) && rank >= 1 && rank <= base.length) continue;
    throw new RangeError(
      `a rank is an integer from 1 to ${base.length}, the size of the base, but is ${rank}`,
    );
  }
  if (by === 'hamming') return hammingPrecision({ base, known, queries, asked, ranks });

  const most = Math.max(...ranks);
  const { indices } = nearestNeighbours(unitLength(base, 0), unitLength(queries, 1), most);
  const relevant = new Float64Array(most);
  for (let query = 0; query < queries.length; query++) {
    for (let rank = 0; rank < most; rank++) {
      if (known[indices[query * most + rank]] === asked[query]) relevant[rank]++;
    }
  }
  return ranks.map((rank) => {
    const found = relevant.subarray(0, rank).reduce((sum, count) => sum + count, 0);
    return found / (rank * queries.length);
  });
}

/**
 * Samples divided by their length, whose squared distance is then 2 - 2 cos. One of zeros gets a
 * direction of its own, which is one of two that are added.
 */
function unitLength(set: Dataset, direction: 0 | 1): Dataset {
  const { length, size, name } = set;
  const Values = set.isWide ? Float64Array : Float32Array;
  const values = new Values(length * (size + 2));
  forEachChunk(set, 1, (row, _, sample) => {
    const start = sample * (size + 2);
    let squares = 0;
    for (const value of row) squares += value ** 2;
    const norm = Math.sqrt(squares);
    if (norm === 0) values[start + size + direction] = 1;
    else for (let i = 0; i < size; i++) values[start + i] = row[i] / norm;
  });
  return new Dataset({ name, values, shape: [size + 2] });
}
