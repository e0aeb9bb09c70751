/**
 * Area under the receiver operating characteristic: the probability that a positive sample has a
 * larger score than a negative one, where equal scores count half (Hanley and McNeil, "The meaning and
 * use of the area under a receiver operating characteristic (ROC) curve", 1982). 0.5 is chance, 1 is
 * perfect.
 *
 * @param scores - Any numbers, for example reconstruction errors where anomalies are positive.
 * @param positive - For each score whether its sample is positive: true or 1, false or 0.
 * @throws RangeError if the lengths differ, a score is NaN, or one of the classes has no sample.
 */
export function areaUnderRocCurve(
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): number {
  const n = scores.length;
  if (positive.length !== n) {
    throw new RangeError(`${n} scores and ${positive.length} classes came; give as many of both`);
  }
  const order = Array.from({ length: n }, (_, index) => index);
  order.sort((a, b) => scores[a] - scores[b]);
  let positives = 0;
  let rankSum = 0;
  for (let start = 0, end = 0; start < n; start = end) {
    const score = scores[order[start]];
    if (Number.isNaN(score)) throw new RangeError(`score ${order[start]} is NaN`);
    let tied = 0;
    for (; end < n && scores[order[end]] === score; end++) tied += Number(positive[order[end]]);
    positives += tied;
    rankSum += (tied * (start + 1 + end)) / 2;
  }
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(
      `a ROC curve needs samples of both classes, but ${positives} are positive and ${negatives} negative`,
    );
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
