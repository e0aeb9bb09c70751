import { RandomStream } from '@autoencoder-zoo/core';

/** Rows of so many numbers each, one after the other. */
export interface Points {
  readonly values: Float64Array;
  readonly size: number;
}

/**
 * Chooses rows that lie apart as first centres: each next one with a probability in
 * proportion to its squared distance from the nearest one chosen so far (Arthur &
 * Vassilvitskii, "k-means++", 2007).
 *
 * @returns Their places, `count` of them.
 */
export function kMeansPlusPlus(points: Points, count: number, seed: number): number[] {
  const rows = points.values.length / points.size;
  const draws = new RandomStream(seed, 'k-means++').uniform(new Float32Array(count));
  const chosen = [Math.floor(draws[0] * rows)];
  const distances = new Float64Array(rows).fill(Infinity);
  while (chosen.length < count) {
    let total = 0;
    for (let row = 0; row < rows; row++) {
      distances[row] = Math.min(distances[row], squaredDistance(points, row, chosen.at(-1)!));
      total += distances[row];
    }
    chosen.push(placeAt(distances, draws[chosen.length] * total));
  }
  return chosen;
}

/** Squared distance between two rows. */
export function squaredDistance({ values, size }: Points, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += (values[a * size + i] - values[b * size + i]) ** 2;
  return sum;
}

/** The first place up to which the shares sum to more than an amount. */
function placeAt(shares: Float64Array, amount: number): number {
  let sum = 0;
  for (let place = 0; place < shares.length; place++) {
    sum += shares[place];
    if (sum > amount) return place;
  }
  // Rows that are all alike.
  return shares.length - 1;
}
