import { thresholdsOf, type Thresholds } from './thresholds.js';

/** Points of a precision-recall curve, by descending threshold. */
export interface PrecisionRecallCurve {
  /** Share of the samples called positive that are so; 1 at first, where none is called. */
  readonly precision: Float64Array;
  /** Share of the positive samples that are called so, from 0 to 1. */
  readonly recall: Float64Array;
  /** The score from which on samples are called positive; `Infinity` first. */
  readonly threshold: Float64Array;
}

/**
 * Precision and recall with a point for each score that occurs: scikit-learn's
 * `precision_recall_curve` in the opposite order.
 *
 * @param scores - Any numbers.
 * @param positive - For each score whether its sample is positive: true or 1, false or 0.
 * @throws RangeError if the lengths differ, a score is NaN, or no sample is positive.
 */
export function precisionRecallCurve(
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): PrecisionRecallCurve {
  const { called, positives } = withPositives(scores, positive);
  return {
    precision: Float64Array.from([
      1,
      ...called.map((c) => c.truePositives / (c.truePositives + c.falsePositives)),
    ]),
    recall: Float64Array.from([0, ...called.map((c) => c.truePositives / positives)]),
    threshold: Float64Array.from([Infinity, ...called.map((c) => c.threshold)]),
  };
}

/**
 * Average precision, the area under the precision-recall curve as steps:
 * `sum_n (R_n - R_(n-1)) P_n`, where P_n and R_n are precision and recall at the n-th
 * threshold, without interpolation. The share of positive samples is chance, 1 is perfect.
 *
 * @throws RangeError as {@link precisionRecallCurve}.
 */
export function averagePrecision(
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): number {
  const { precision, recall } = precisionRecallCurve(scores, positive);
  let sum = 0;
  for (let n = 1; n < recall.length; n++) sum += (recall[n] - recall[n - 1]) * precision[n];
  return sum;
}

/** Result of {@link detection}: all from 0 to 1. */
export interface Detection {
  /** Share of the samples called positive that are so; 0 if none is called. */
  readonly precision: number;
  /** Share of the positive samples that are called so. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. */
  readonly f1: number;
  /** Share of all samples that are called what they are. */
  readonly accuracy: number;
}

/**
 * How good it is to call those samples positive whose score is `threshold` or more.
 *
 * @throws RangeError as {@link precisionRecallCurve}, or if the threshold is NaN.
 */
export function detection(
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
  threshold: number,
): Detection {
  if (Number.isNaN(threshold)) throw new RangeError('the threshold is NaN');
  const { called, positives } = withPositives(scores, positive);
  const last = called.findLast((c) => c.threshold >= threshold);
  const { truePositives = 0, falsePositives = 0 } = last ?? {};
  const missed = positives - truePositives;
  return {
    precision: truePositives / Math.max(truePositives + falsePositives, 1),
    recall: truePositives / positives,
    f1: (2 * truePositives) / (2 * truePositives + falsePositives + missed),
    accuracy: 1 - (falsePositives + missed) / scores.length,
  };
}

function withPositives(
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): Thresholds {
  const counts = thresholdsOf(scores, positive);
  if (counts.positives > 0) return counts;
  throw new RangeError(
    `precision and recall need positive samples, but none of the ${scores.length} is`,
  );
}
