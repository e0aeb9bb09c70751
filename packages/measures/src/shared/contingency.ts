/** How samples fall into groups and classes at once. */
export interface Contingency {
  readonly samples: number;
  /** How many samples each group has. */
  readonly groups: readonly number[];
  /** How many samples each class has. */
  readonly classes: readonly number[];
  /** The pairs that occur, by the places of group and class in the lists above. */
  readonly pairs: readonly {
    readonly group: number;
    readonly of: number;
    readonly count: number;
  }[];
}

/**
 * Counts groups, classes and pairs of them; the numbers are names only.
 *
 * @throws RangeError if there are no samples, or not as many of one as of the other.
 */
export function contingencyOf(groups: ArrayLike<number>, classes: ArrayLike<number>): Contingency {
  const samples = groups.length;
  if (samples !== classes.length || samples === 0) {
    throw new RangeError(
      `${samples} groups and ${classes.length} classes: give one of each for every sample, and at least one sample`,
    );
  }
  const ofGroups = placesOf(groups);
  const ofClasses = placesOf(classes);
  const keys = ofGroups.places.map(
    (place, sample) => place * ofClasses.counts.length + ofClasses.places[sample],
  );
  const pairs = [...tally(keys)].map(([key, count]) => ({
    group: Math.floor(key / ofClasses.counts.length),
    of: key % ofClasses.counts.length,
    count,
  }));
  return { samples, groups: ofGroups.counts, classes: ofClasses.counts, pairs };
}

/** Entropy in nats of shares, which are given as counts. */
export function entropyOf(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => {
    const share = count / total;
    return share > 0 ? sum - share * Math.log(share) : sum;
  }, 0);
}

/** Mutual information of groups and classes in nats, from 0. */
export function mutualInformationOf({ groups, classes, pairs }: Contingency): number {
  const together = entropyOf(pairs.map(({ count }) => count));
  return Math.max(0, entropyOf(groups) + entropyOf(classes) - together);
}

function tally(names: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** How often each name occurs, and the place of each sample's name among these counts. */
function placesOf(names: ArrayLike<number>) {
  const all = Array.from(names);
  const counts = tally(all);
  const place = new Map([...counts.keys()].map((name, at) => [name, at]));
  return { counts: [...counts.values()], places: all.map((name) => place.get(name)!) };
}
