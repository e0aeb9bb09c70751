import { rocCurve } from '@autoencoder-zoo/measures';
import type { Line } from '@autoencoder-zoo/pictures';

/**
 * The receiver operating characteristic as a line: share of the positive samples found over the
 * share of the negative ones that are found with them.
 *
 * @param scores - Higher means positive.
 * @param positive - For each score.
 */
export function rocLine(
  name: string,
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): Line {
  const { falsePositiveRate, truePositiveRate } = rocCurve(scores, positive);
  return { name, x: falsePositiveRate, y: truePositiveRate };
}
