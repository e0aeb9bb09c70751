import { requireBothClasses, thresholdsOf } from './thresholds.js';

/**
 * Area under the receiver operating characteristic: the probability that a positive
 * sample has a larger score than a negative one, where equal scores count half
 * (Hanley and McNeil, "The meaning and use of the area under a receiver operating
 * characteristic (ROC) curve", 1982). 0.5 is chance, 1 is perfect.
 *
 * @param scores - Any numbers, for example reconstruction errors where anomalies are positive.
 * @param positive - For each score whether its sample is positive: true or 1, false or 0.
 * @throws RangeError if the lengths differ, a score is NaN, or one of the classes has no sample.
 */
export function areaUnderRocCurve(
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): number {
  const counts = thresholdsOf(scores, positive);
  requireBothClasses(counts);
  const { called, positives, negatives } = counts;
  let area = 0;
  let before = { truePositives: 0, falsePositives: 0 };
  for (const now of called) {
    const height = (before.truePositives + now.truePositives) / 2;
    area += height * (now.falsePositives - before.falsePositives);
    before = now;
  }
  return area / (positives * negatives);
}
