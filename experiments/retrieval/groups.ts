import { normalisedMutualInformation } from '@autoencoder-zoo/measures';
import { kmeans } from 'ml-kmeans';
import type { Codes } from './codes.js';

/**
 * How far as many groups as there are classes agree with these: the normalised mutual
 * information. k-means finds the groups by the directions of the codes alone.
 */
export function agreementOfGroups(codes: Codes, classes: ArrayLike<number>, seed: number): number {
  const count = new Set(Array.from(classes)).size;
  const { clusters } = kmeans(directions(codes), count, { seed, maxIterations: 300 });
  return normalisedMutualInformation(clusters, classes);
}

/** Each code at a length of 1. */
function directions(codes: Codes): number[][] {
  const [count, size] = codes.shape;
  return Array.from({ length: count }, (_, row) => {
    const code = Array.from(codes.subarray(row * size, (row + 1) * size));
    const length = Math.hypot(...code) || 1;
    return code.map((value) => value / length);
  });
}
