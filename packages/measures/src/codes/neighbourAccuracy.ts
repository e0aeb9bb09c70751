import { labelsOf } from '../shared/labelsOf.js';
import { nearestNeighbours } from './nearestNeighbours.js';
import { toVectors, type Vectors } from '../shared/vectors.js';

/** What {@link nearestNeighbourAccuracy} compares. */
export interface NeighbourAccuracyOptions {
  /** Samples of known class. */
  readonly train: Vectors;
  /** One class for each; by default the labels of the data set. */
  readonly trainLabels?: ArrayLike<number>;
  /** Samples to be classified. */
  readonly test: Vectors;
  /** Their true classes; by default the labels of the data set. */
  readonly testLabels?: ArrayLike<number>;
  /** How many neighbours vote; default 5. */
  readonly k?: number;
}

/**
 * Share of the test samples, from 0 to 1, whose class is that of most of their k
 * nearest training samples by Euclidean distance; among classes with equally many
 * votes the smallest counts. A measure of how well codes keep the classes apart.
 *
 * @throws RangeError if labels are missing or do not fit, k is out of range, or sizes differ.
 */
export function nearestNeighbourAccuracy(options: NeighbourAccuracyOptions): number {
  const { k = 5 } = options;
  const train = toVectors(options.train, 'the training samples');
  const test = toVectors(options.test, 'the test samples');
  const known = labelsOf(train, options.trainLabels);
  const truth = labelsOf(test, options.testLabels);
  const { indices } = nearestNeighbours(train, test, k);
  let right = 0;
  for (let sample = 0; sample < test.length; sample++) {
    const votes = Array.from(indices.subarray(sample * k, (sample + 1) * k), (i) => known[i]);
    if (mostFrequent(votes) === truth[sample]) right++;
  }
  return right / test.length;
}

function mostFrequent(votes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  return [...counts].reduce((best, candidate) =>
    candidate[1] > best[1] || (candidate[1] === best[1] && candidate[0] < best[0])
      ? candidate
      : best,
  )[0];
}
