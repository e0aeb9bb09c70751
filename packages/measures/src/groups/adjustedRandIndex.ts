import { contingencyOf } from '../shared/contingency.js';

/**
 * How far groups and classes agree on which pairs of samples belong together, corrected for
 * chance (Hubert & Arabie, "Comparing partitions", 1985), scikit-learn's `adjusted_rand_score`:
 * with n_gc samples of group g and class c, and C(n) = n (n - 1) / 2,
 * `(sum C(n_gc) - expected) / ((sum C(n_g) + sum C(n_c)) / 2 - expected)`, where
 * `expected = sum C(n_g) sum C(n_c) / C(n)`.
 *
 * 1 if they are the same but for names, about 0 for groups by chance, at least -0.5. Take it where
 * the numbers of groups differ between those compared; not where classes are of very unequal
 * sizes and the small ones matter, since large ones have most of the pairs. Two that do not divide
 * the samples at all agree: 1.
 *
 * @param groups - The group of each sample; the numbers are names only.
 * @param classes - The class of each sample; the numbers are names only.
 * @throws RangeError if there are no samples, or not as many of one as of the other.
 */
export function adjustedRandIndex(groups: ArrayLike<number>, classes: ArrayLike<number>): number {
  const contingency = contingencyOf(groups, classes);
  const together = pairsIn(contingency.pairs.map(({ count }) => count));
  const ofGroups = pairsIn(contingency.groups);
  const ofClasses = pairsIn(contingency.classes);
  const all = pairsIn([contingency.samples]);
  const expected = all === 0 ? 0 : (ofGroups * ofClasses) / all;
  const most = (ofGroups + ofClasses) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** How many pairs of samples are in the same one of sets of given sizes. */
function pairsIn(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
