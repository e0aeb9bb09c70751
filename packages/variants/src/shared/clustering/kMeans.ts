import type { RandomStream } from '@autoencoder-zoo/core';

/** How {@link kMeans} works. */
export interface KMeansOptions {
  /** Numbers in a point. */
  readonly dim: number;
  /** Centres wanted. */
  readonly count: number;
  /** Most rounds; it ends where no point changes its centre. Default 20. */
  readonly rounds?: number;
}

/**
 * Centres of points by Lloyd's rounds, started with points drawn far from each other (Arthur &
 * Vassilvitskii, "k-means++", 2007). A centre that loses all its points stays where it is.
 *
 * @param points - `[points, dim]`, at least one.
 * @returns `[count, dim]`; some are equal where points are fewer.
 */
export function kMeans(
  points: Float32Array,
  { dim, count, rounds = 20 }: KMeansOptions,
  stream: RandomStream,
): Float32Array {
  const centres = spreadOut(points, { dim, count }, stream);
  const nearest = new Int32Array(points.length / dim).fill(-1);
  for (let round = 0; round < rounds; round++) {
    if (!assign(points, centres, nearest)) break;
    moveToMeans(points, centres, nearest);
  }
  return centres;
}

/**
 * Points, each drawn with a probability that grows with the squared distance to those before it.
 */
function spreadOut(
  points: Float32Array,
  { dim, count }: { readonly dim: number; readonly count: number },
  stream: RandomStream,
): Float32Array {
  const length = points.length / dim;
  const draws = stream.uniform(new Float32Array(count));
  const distances = new Float64Array(length).fill(1);
  const centres = new Float32Array(count * dim);
  for (let centre = 0; centre < count; centre++) {
    const drawn = drawByWeight(distances, draws[centre]);
    const point = points.subarray(drawn * dim, (drawn + 1) * dim);
    centres.set(point, centre * dim);
    for (let i = 0; i < length; i++) {
      const distance = squaredDistance(points, i * dim, point, 0, dim);
      distances[i] = centre === 0 ? distance : Math.min(distances[i], distance);
    }
  }
  return centres;
}

/** A place, by weights and a number in [0, 1); any place where all weights are 0. */
function drawByWeight(weights: Float64Array, draw: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return Math.floor(draw * weights.length);
  let left = draw * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) break;
  }
  return last;
}

/** Finds the nearest centre of each point; false if all have the one that they had. */
function assign(points: Float32Array, centres: Float32Array, nearest: Int32Array): boolean {
  const dim = points.length / nearest.length;
  let changed = false;
  for (let i = 0; i < nearest.length; i++) {
    let [best, least] = [0, Infinity];
    for (let j = 0; j < centres.length; j += dim) {
      const distance = squaredDistance(points, i * dim, centres, j, dim);
      if (distance < least) [best, least] = [j / dim, distance];
    }
    changed ||= nearest[i] !== best;
    nearest[i] = best;
  }
  return changed;
}

function moveToMeans(points: Float32Array, centres: Float32Array, nearest: Int32Array): void {
  const dim = points.length / nearest.length;
  const sums = new Float64Array(centres.length);
  const counts = new Float64Array(centres.length / dim);
  nearest.forEach((centre, i) => {
    counts[centre]++;
    for (let d = 0; d < dim; d++) sums[centre * dim + d] += points[i * dim + d];
  });
  for (let i = 0; i < centres.length; i++) {
    const size = counts[Math.floor(i / dim)];
    if (size > 0) centres[i] = sums[i] / size;
  }
}

function squaredDistance(
  a: Float32Array,
  atA: number,
  b: Float32Array,
  atB: number,
  dim: number,
): number {
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += (a[atA + d] - b[atB + d]) ** 2;
  return sum;
}
