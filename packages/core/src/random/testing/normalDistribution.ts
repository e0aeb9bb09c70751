/**
 * Probability that a standard normal number is below `x`; absolute error below 1e-14 for |x| < 7.
 *
 * Series of Marsaglia, "Evaluating the normal distribution", 2004.
 */
export function normalCumulative(x: number): number {
  let term = x;
  let sum = x;
  for (let i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
