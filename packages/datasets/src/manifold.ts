import { Dataset, streams } from '@autoencoder-zoo/core';

/** Options of the generated manifolds. */
export interface ManifoldOptions {
  /** Number of points. Default 1,500. */
  readonly n?: number | undefined;
  /** Standard deviation of the normal noise added to each coordinate. Default 0. */
  readonly noise?: number | undefined;
  /** The same seed gives the same points. Default 0. */
  readonly seed?: number | undefined;
}

/** Points of a surface in space. */
export interface Manifold {
  /** `n` points of three coordinates. */
  readonly points: Dataset<[3]>;
  /** Position of each point along the curve, before noise: what one code dimension should find. */
  readonly position: Float32Array;
}

/**
 * Draws points of a rolled-up surface.
 *
 * @param at - Gives a point and its position from two uniform numbers in [0, 1).
 * @throws RangeError if `n` is no positive integer or `noise` is negative.
 */
export function drawManifold(
  name: string,
  { n = 1500, noise = 0, seed = 0 }: ManifoldOptions,
  at: (along: number, across: number) => { position: number; point: readonly number[] },
): Manifold {
  if (!Number.isInteger(n) || n < 1) {
    throw new RangeError(`${name}: n must be a positive integer, but is ${n}`);
  }
  if (!(noise >= 0 && Number.isFinite(noise))) {
    throw new RangeError(`${name}: noise must be 0 or more, but is ${noise}`);
  }
  const stream = streams(seed);
  const along = stream(`${name}/along`).uniform(new Float32Array(n));
  const across = stream(`${name}/across`).uniform(new Float32Array(n));
  const values = stream(`${name}/noise`).normal(new Float32Array(3 * n));
  const position = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const drawn = at(along[i], across[i]);
    position[i] = drawn.position;
    drawn.point.forEach((coordinate, axis) => {
      values[3 * i + axis] = coordinate + noise * values[3 * i + axis];
    });
  }
  return { points: new Dataset({ name, values, shape: [3] }), position };
}
