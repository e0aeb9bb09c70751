/**
 * How much groups and classes say of each other: their mutual information over the
 * mean of their entropies (Vinh, Epps & Bailey, "Information theoretic measures for
 * clusterings comparison", 2010), scikit-learn's `normalized_mutual_info_score`. From
 * 0, independent, to 1, the same but for names; there may be more of one than of the
 * other. Two that do not divide the samples at all agree: 1.
 *
 * @param groups - The group of each sample; the numbers are names only.
 * @param classes - The class of each sample; the numbers are names only.
 * @throws RangeError if there are no samples, or not as many of one as of the other.
 */
export function normalisedMutualInformation(
  groups: ArrayLike<number>,
  classes: ArrayLike<number>,
): number {
  const { length } = groups;
  if (length !== classes.length || length === 0) {
    throw new RangeError(
      `${length} groups and ${classes.length} classes: give one of each for every sample, and at least one sample`,
    );
  }
  const pairs = Array.from(groups, (group, sample) => `${group} ${classes[sample]}`);
  const ofGroups = entropy(Array.from(groups));
  const ofClasses = entropy(Array.from(classes));
  const mean = (ofGroups + ofClasses) / 2;
  return mean === 0 ? 1 : Math.max(0, ofGroups + ofClasses - entropy(pairs)) / mean;
}

/** Of how often each value occurs, in nats. */
function entropy(values: readonly (number | string)[]): number {
  const counts = new Map<number | string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) {
    const share = count / values.length;
    sum -= share * Math.log(share);
  }
  return sum;
}
