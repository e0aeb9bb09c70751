import { requireBothClasses, thresholdsOf } from './thresholds.js';

/** Points of a ROC curve, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** Share of the negative samples that are called positive. */
  readonly falsePositiveRate: Float64Array;
  /** Share of the positive samples that are called so. */
  readonly truePositiveRate: Float64Array;
  /** The score from which on samples are called positive, descending; `Infinity` first. */
  readonly threshold: Float64Array;
}

/**
 * The receiver operating characteristic with a point for each score that occurs
 * (Fawcett, "An introduction to ROC analysis", 2006), as scikit-learn's `roc_curve`
 * gives it without dropping points. The area under it is `areaUnderRocCurve`.
 *
 * @param scores - Any numbers, for example reconstruction errors where anomalies are positive.
 * @param positive - For each score whether its sample is positive: true or 1, false or 0.
 * @throws RangeError if the lengths differ, a score is NaN, or one of the classes has no sample.
 */
export function rocCurve(
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): RocCurve {
  const counts = thresholdsOf(scores, positive);
  requireBothClasses(counts);
  const { called, positives, negatives } = counts;
  return {
    falsePositiveRate: Float64Array.from([0, ...called.map((c) => c.falsePositives / negatives)]),
    truePositiveRate: Float64Array.from([0, ...called.map((c) => c.truePositives / positives)]),
    threshold: Float64Array.from([Infinity, ...called.map((c) => c.threshold)]),
  };
}
