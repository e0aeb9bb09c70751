/**
 * Kolmogorov and Smirnov's statistic times the root of the sample size: the largest
 * distance between the empirical and the given distribution. Above 1.95 with
 * probability 0.001 if the sample is of that distribution.
 */
export function kolmogorovSmirnov(sample: Float32Array, cumulative: (x: number) => number): number {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const probability = cumulative(sorted[i]);
    distance = Math.max(distance, probability - i / n, (i + 1) / n - probability);
  }
  return distance * Math.sqrt(n);
}
