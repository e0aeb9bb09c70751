import { meanOf } from '../components/covariance.js';
import { forEachChunk, toVectors, type Vectors } from '../shared/vectors.js';

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
  const set = toVectors(codes, 'the codes');
  const { size, length } = set;
  const mean = meanOf(set);
  const squares = new Float64Array(size);
  forEachChunk(set, 128, (rows, count) => {
    for (let at = 0; at < count * size; at++) {
      squares[at % size] += (rows[at] - mean[at % size]) ** 2;
    }
  });
  return squares.filter((sum) => sum / length > threshold).length;
}
