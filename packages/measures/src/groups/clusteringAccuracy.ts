import { genMatrix, munkres } from 'munkres';
import { contingencyOf } from '../shared/contingency.js';

/**
 * Share of the samples, from 0 to 1, whose group stands for their class, when each group stands
 * for one class at most, no two for the same, and groups and classes are matched so that the
 * share is largest: the unsupervised clustering accuracy of Xie, Girshick & Farhadi,
 * "Unsupervised Deep Embedding for Clustering Analysis", 2016. The match is found by the Hungarian
 * method (Kuhn, 1955).
 *
 * Take it where there are as many groups as classes: samples of a group without a class count as
 * wrong, and chance alone gives more than 1 / classes. Memory grows with groups times classes, time
 * with the smaller number squared times the larger.
 *
 * @param groups - The group of each sample; the numbers are names only.
 * @param classes - The class of each sample; the numbers are names only.
 * @throws RangeError if there are no samples, or not as many of one as of the other.
 */
export function clusteringAccuracy(groups: ArrayLike<number>, classes: ArrayLike<number>): number {
  const contingency = contingencyOf(groups, classes);
  const counts = genMatrix(contingency.groups.length, contingency.classes.length, () => 0);
  for (const { group, of, count } of contingency.pairs) counts[group][of] = count;
  const match = munkres(counts.map((row) => row.map((count) => -count)));
  const right = match.reduce((sum, [group, of]) => sum + counts[group][of], 0);
  return right / contingency.samples;
}
