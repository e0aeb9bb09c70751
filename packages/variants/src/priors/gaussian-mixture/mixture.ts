/**
 * A mixture of normal distributions. Each number of a component is its mean, plus
 * `regressions` times how far the numbers before it are from theirs, plus independent noise
 * of `deviations`: any covariance can be written so, and the determinant is a product
 * (Pourahmadi, "Joint mean-covariance models with applications to longitudinal data", 1999).
 */
export interface Mixture {
  /** `[components]`, which sum to 1. */
  readonly weights: Float64Array;
  /** `[components, size]`. */
  readonly means: Float64Array;
  /** `[components, size]`, above 0. */
  readonly deviations: Float64Array;
  /** `[components, size, size]`, zeros but below the diagonal; absent for diagonal covariances. */
  readonly regressions: Float64Array | undefined;
}

/** `log(weight * density)` of each component at its mean. */
export function logPeaks({ weights, deviations }: Mixture): Float64Array {
  const size = deviations.length / weights.length;
  return weights.map((weight, component) => {
    const own = deviations.subarray(component * size, (component + 1) * size);
    const logVolume = own.reduce((sum, deviation) => sum + Math.log(deviation), 0);
    return Math.log(weight) - logVolume - (size / 2) * Math.log(2 * Math.PI);
  });
}

/**
 * Squared distance of a point from the mean of a component, in its deviations;
 * `centred` is scratch.
 */
export function squaredDeviations(
  { means, deviations, regressions }: Mixture,
  component: number,
  centred: Float64Array,
  point: Float64Array,
): number {
  const size = point.length;
  const start = component * size;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    centred[i] = point[i] - means[start + i];
    let rest = centred[i];
    if (regressions) {
      const row = (start + i) * size;
      for (let j = 0; j < i; j++) rest -= regressions[row + j] * centred[j];
    }
    sum += (rest / deviations[start + i]) ** 2;
  }
  return sum;
}

/**
 * Writes a covariance `[size, size]` as deviations and regressions of a component.
 *
 * @throws RangeError if it is not positive definite.
 */
export function factorise(
  covariance: Float64Array,
  deviations: Float64Array,
  regressions: Float64Array,
): void {
  const size = deviations.length;
  // covariance = C D C', with ones on the diagonal of C; the regressions are 1 - C^-1.
  const lower = new Float64Array(size * size);
  const variances = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i * size + j];
      for (let k = 0; k < j; k++) sum -= lower[i * size + k] * lower[j * size + k] * variances[k];
      if (j < i) lower[i * size + j] = sum / variances[j];
      else variances[i] = sum;
    }
    if (!(variances[i] > 0)) throw new RangeError('a covariance is not positive definite');
    deviations[i] = Math.sqrt(variances[i]);
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      let sum = lower[i * size + j];
      for (let k = j + 1; k < i; k++) sum -= lower[i * size + k] * regressions[k * size + j];
      regressions[i * size + j] = sum;
    }
  }
}
