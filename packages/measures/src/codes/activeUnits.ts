import { variancesOf } from '../components/covariance.js';
import { toVectors, type Vectors } from '../shared/vectors.js';

/**
 * How many numbers of a code say something of the input: those whose mean given the input, which is
 * what `encode` gives, has a variance over the data of more than `threshold` (Burda, Grosse and
 * Salakhutdinov, "Importance Weighted Autoencoders", 2016).
 *
 * @param codes - Mean code of each sample.
 * @param threshold - At least 0. Default 0.01, as in the paper.
 * @throws RangeError if the threshold is negative.
 */
export function activeUnits(codes: Vectors, threshold = 0.01): number {
  if (!(threshold >= 0)) {
    throw new RangeError(`the threshold of a variance is at least 0, but is ${threshold}`);
  }
  return variancesOf(toVectors(codes, 'the codes')).filter((variance) => variance > threshold)
    .length;
}
