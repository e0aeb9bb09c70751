/**
 * Weights of the lasso (Tibshirani, "Regression shrinkage and selection via the lasso", 1996) for
 * values of unit variance: the least `sum (y - x w)^2 / (2 samples) + penalty |w|_1`, by coordinate
 * descent (Friedman, Hastie & Tibshirani, "Regularization paths for generalized linear models via
 * coordinate descent", 2010).
 *
 * @param inputs - Correlations of the inputs with each other.
 * @param target - Their correlations with the target.
 */
export function lasso(
  inputs: readonly Float64Array[],
  target: Float64Array,
  penalty: number,
): Float64Array {
  const weights = new Float64Array(target.length);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    weights.forEach((weight, i) => {
      const row = inputs[i];
      // 0 for an input that does not vary.
      if (row[i] === 0) return;
      let rest = target[i] + row[i] * weight;
      for (let j = 0; j < weights.length; j++) rest -= row[j] * weights[j];
      const next = (Math.sign(rest) * Math.max(0, Math.abs(rest) - penalty)) / row[i];
      moved = Math.max(moved, Math.abs(next - weight));
      weights[i] = next;
    });
    if (moved < 1e-9) break;
  }
  return weights;
}

const MOST_SWEEPS = 10_000;
