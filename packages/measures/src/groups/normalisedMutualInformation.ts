import { contingencyOf, entropyOf, mutualInformationOf } from '../shared/contingency.js';

/**
 * How much groups and classes say of each other: their mutual information over the
 * mean of their entropies (Vinh, Epps & Bailey, "Information theoretic measures for
 * clusterings comparison", 2010), scikit-learn's `normalized_mutual_info_score`. From
 * 0, independent, to 1, the same but for names; there may be more of one than of the
 * other. Two that do not divide the samples at all agree: 1.
 *
 * Chance raises it where groups are many and small; {@link adjustedRandIndex} is
 * corrected for that.
 *
 * @param groups - The group of each sample; the numbers are names only.
 * @param classes - The class of each sample; the numbers are names only.
 * @throws RangeError if there are no samples, or not as many of one as of the other.
 */
export function normalisedMutualInformation(
  groups: ArrayLike<number>,
  classes: ArrayLike<number>,
): number {
  const contingency = contingencyOf(groups, classes);
  const mean = (entropyOf(contingency.groups) + entropyOf(contingency.classes)) / 2;
  return mean === 0 ? 1 : mutualInformationOf(contingency) / mean;
}
