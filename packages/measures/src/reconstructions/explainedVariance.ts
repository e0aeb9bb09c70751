import { meanOf } from '../components/covariance.js';
import { forEachChunkOfTwo, toVectors, type Vectors } from '../shared/vectors.js';

/**
 * Fraction of variance unexplained: the squared error of the reconstructions over that of the mean
 * sample, `sum |x - r|^2 / sum |x - mean|^2`, over all samples and values. 0 for perfect ones, 1
 * for those that are no better than the mean, more for worse. Unlike a mean squared error, it
 * compares between data sets and scalings of all values by one factor. It says little where a few
 * values of large variance outweigh the rest: scale these first.
 *
 * @param reconstructions - `[samples, ...]`.
 * @param samples - What they are of, `[samples, ...]`.
 * @throws RangeError if the two differ in number or size, or if all samples are equal; DataError if
 * a value is not finite.
 */
export function fractionOfVarianceUnexplained(reconstructions: Vectors, samples: Vectors): number {
  const given = toVectors(reconstructions, 'the reconstructions');
  const truth = toVectors(samples, 'the samples');
  let lost = 0;
  let total = 0;
  const mean = meanOf(truth);
  forEachChunkOfTwo(given, truth, 128, (guesses, values) => {
    values.forEach((value, at) => {
      lost += (value - guesses[at]) ** 2;
      total += (value - mean[at % mean.length]) ** 2;
    });
  });
  if (total > 0) return lost / total;
  throw new RangeError(`${truth.name} are all equal, so they have no variance to explain`);
}

/**
 * Fraction of variance explained, `1 - fractionOfVarianceUnexplained`: scikit-learn's `r2_score`
 * with `multioutput="variance_weighted"`. 1 for perfect reconstructions, 0 for the mean, below 0
 * for worse.
 *
 * @throws RangeError, DataError as {@link fractionOfVarianceUnexplained}.
 */
export function explainedVariance(reconstructions: Vectors, samples: Vectors): number {
  return 1 - fractionOfVarianceUnexplained(reconstructions, samples);
}
