/** What is called positive when a score of at least `threshold` is. */
export interface Called {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** Counts at all thresholds, and of all samples. */
export interface Thresholds {
  /** One entry for each score that occurs, the largest first. */
  readonly called: readonly Called[];
  readonly positives: number;
  readonly negatives: number;
}

/**
 * How many samples each threshold calls positive, rightly and wrongly.
 *
 * @param scores - Any numbers.
 * @param positive - For each score whether its sample is positive: true or 1, false or 0.
 * @throws RangeError if the lengths differ or a score is NaN.
 */
export function thresholdsOf(
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): Thresholds {
  const n = scores.length;
  if (positive.length !== n) {
    throw new RangeError(`${n} scores and ${positive.length} classes came; give as many of both`);
  }
  const order = Array.from({ length: n }, (_, index) => index);
  const unknown = order.find((index) => Number.isNaN(scores[index]));
  if (unknown !== undefined) throw new RangeError(`score ${unknown} is NaN`);
  order.sort((a, b) => scores[b] - scores[a]);
  const called: Called[] = [];
  let truePositives = 0;
  for (let end = 0; end < n;) {
    const threshold = scores[order[end]];
    for (; end < n && scores[order[end]] === threshold; end++) {
      truePositives += Number(positive[order[end]]);
    }
    called.push({ threshold, truePositives, falsePositives: end - truePositives });
  }
  return { called, positives: truePositives, negatives: n - truePositives };
}

/** @throws RangeError if one of the classes has no sample. */
export function requireBothClasses({ positives, negatives }: Thresholds): void {
  if (positives > 0 && negatives > 0) return;
  throw new RangeError(
    `a ROC curve needs samples of both classes, but ${positives} are positive and ${negatives} negative`,
  );
}
