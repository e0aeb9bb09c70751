import { labelsOf } from '../shared/labelsOf.js';
import { allValues, toVectors, type Vectors } from '../shared/vectors.js';

/**
 * How far groups are apart (Rousseeuw, "Silhouettes: a graphical aid to the interpretation and
 * validation of cluster analysis", 1987), scikit-learn's `silhouette_score`: the mean over samples
 * of `(b - a) / max(a, b)`, where a is the mean Euclidean distance to the other samples of its
 * group, and b the least mean distance to the samples of another group. A sample that is alone in
 * its group counts as 0.
 *
 * From -1 to 1: near 1 where groups are tight and far apart, about 0 where they touch, below 0
 * where samples are nearer to another group. It needs no classes, so it helps to choose the number
 * of groups. Take it not for groups that are no balls, such as rings, nor to compare codes of
 * different models: it is of the distances that each model makes.
 *
 * Time grows with the square of the samples: 10,000 codes of 32 numbers take a few seconds. Of
 * more, take a part.
 *
 * @param samples - Such as codes.
 * @param groups - The group of each sample; the numbers are names only. By default the labels of
 * the data set.
 * @throws RangeError if groups are missing, do not fit, or are not at least two and fewer than
 * samples; DataError if a sample is not finite.
 */
export function silhouette(samples: Vectors, groups?: ArrayLike<number>): number {
  const set = toVectors(samples, 'the samples');
  const given = Array.from(labelsOf(set, groups));
  const names = [...new Set(given)];
  if (names.length < 2 || names.length >= set.length) {
    throw new RangeError(
      `${set.name}: a silhouette is of at least 2 groups, and fewer than the ${set.length} samples, but there are ${names.length}`,
    );
  }
  const places = new Map(names.map((name, place) => [name, place]));
  const group = Int32Array.from(given, (name) => places.get(name)!);
  const sizes = new Float64Array(names.length);
  for (const place of group) sizes[place]++;
  const distances = distancesToGroups(allValues(set), set.size, group, names.length);
  let sum = 0;
  for (let sample = 0; sample < set.length; sample++) {
    const own = group[sample];
    if (sizes[own] === 1) continue;
    const toGroups = distances.subarray(sample * names.length, (sample + 1) * names.length);
    const within = toGroups[own] / (sizes[own] - 1);
    const between = toGroups.reduce(
      (least, total, place) => (place === own ? least : Math.min(least, total / sizes[place])),
      Infinity,
    );
    const larger = Math.max(within, between);
    if (larger > 0) sum += (between - within) / larger;
  }
  return sum / set.length;
}

/** Sums of the distances of each sample to those of each group, `[samples, groups]`. */
function distancesToGroups(
  values: ArrayLike<number>,
  size: number,
  group: Int32Array,
  groups: number,
): Float64Array {
  const sums = new Float64Array(group.length * groups);
  for (let a = 1; a < group.length; a++) {
    for (let b = 0; b < a; b++) {
      let squares = 0;
      for (let i = a * size, j = b * size; i < (a + 1) * size; i++, j++) {
        const difference = values[i] - values[j];
        squares += difference * difference;
      }
      const distance = Math.sqrt(squares);
      sums[a * groups + group[b]] += distance;
      sums[b * groups + group[a]] += distance;
    }
  }
  return sums;
}
