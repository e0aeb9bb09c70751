import type { Line } from './lineChart.js';

/**
 * The receiver operating characteristic as a line: share of the positive samples found over the
 * share of the negative ones found with them, for each threshold.
 *
 * @param scores - Higher means positive.
 * @param positive - For each score.
 */
export function rocLine(
  name: string,
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): Line {
  const found = countsByThreshold(scores, positive);
  const { hits, misses } = found.at(-1)!;
  return {
    name,
    x: [0, ...found.map((counts) => counts.misses / misses)],
    y: [0, ...found.map((counts) => counts.hits / hits)],
  };
}

/** Precision over recall as a line, for each threshold. Arguments as those of {@link rocLine}. */
export function precisionRecallLine(
  name: string,
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): Line {
  const found = countsByThreshold(scores, positive).filter(({ hits }) => hits > 0);
  const all = found.at(-1)!.hits;
  return {
    name,
    x: found.map(({ hits }) => hits / all),
    y: found.map(({ hits, misses }) => hits / (hits + misses)),
  };
}

/** Positive and negative samples at or above each threshold, from the highest to the lowest. */
function countsByThreshold(scores: ArrayLike<number>, positive: ArrayLike<number | boolean>) {
  const order = Array.from({ length: scores.length }, (_, index) => index);
  order.sort((a, b) => scores[b] - scores[a]);
  const counts: { hits: number; misses: number }[] = [];
  let [hits, misses] = [0, 0];
  order.forEach((sample, rank) => {
    if (positive[sample]) hits++;
    else misses++;
    if (scores[sample] !== scores[order[rank + 1]]) counts.push({ hits, misses });
  });
  return counts;
}
