/** What one iteration taught of the curvature. */
export interface Correction {
  /** Difference of the points. */
  readonly step: Float64Array;
  /** Difference of the gradients. */
  readonly change: Float64Array;
}

/**
 * The product of the approximated inverse Hessian and a vector (Nocedal and Wright, "Numerical
 * Optimization", 2006, algorithm 7.4); without corrections the vector itself.
 *
 * @param corrections - The oldest first, each with a positive product of step and change.
 */
export function inverseHessianTimes(
  vector: Float64Array,
  corrections: readonly Correction[],
): Float64Array {
  const result = vector.slice();
  const shares = new Float64Array(corrections.length);
  for (let i = corrections.length - 1; i >= 0; i--) {
    const { step, change } = corrections[i];
    shares[i] = dot(step, result) / dot(step, change);
    addScaled(result, -shares[i], change);
  }
  const last = corrections.at(-1);
  if (last) {
    const { step, change } = last;
    const scale = dot(step, change) / dot(change, change);
    for (let i = 0; i < result.length; i++) result[i] *= scale;
  }
  corrections.forEach(({ step, change }, i) => {
    addScaled(result, shares[i] - dot(change, result) / dot(step, change), step);
  });
  return result;
}

/** Inner product of two vectors. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * vector[i];
}
