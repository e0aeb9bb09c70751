import { Dataset, RandomStream } from '@autoencoder-zoo/core';

/** Deviation of the second number of a bent code from the square of the first. */
const spread = 0.3;

/**
 * Codes of two numbers on a bent band: `a` is standard normal, `b` is `a^2` with normal noise, so
 * that no normal distribution resembles them.
 */
export function bentCodes(count: number, seed = 1): Dataset<readonly [2]> {
  const noise = new RandomStream(seed, 'bent').normal(new Float32Array(2 * count));
  const values = noise.map((value, i) => (i % 2 ? noise[i - 1] ** 2 + spread * value : value));
  return new Dataset({ name: 'bent', values, shape: [2] });
}

/** Mean negative log density of bent codes under their own distribution, in nats. */
export const entropyOfBent = Math.log(2 * Math.PI * Math.E) + Math.log(spread);

/** How far codes, two numbers each, are from the band on average, in its deviations. */
export function distanceFromBand(codes: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < codes.length; i += 2) sum += Math.abs(codes[i + 1] - codes[i] ** 2) / spread;
  return sum / (codes.length / 2);
}
