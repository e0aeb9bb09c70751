import { RandomStream, shaped, type Dataset } from '@autoencoder-zoo/core';
import { nearestNeighbours } from '@autoencoder-zoo/measures';
import { UMAP } from 'umap-js';
import { valuesOf } from '../helpers/index.js';

/**
 * A map by UMAP (McInnes, Healy & Melville, "UMAP: Uniform Manifold Approximation and Projection",
 * 2018) with its default options: 15 neighbours, which are found by comparing all with all.
 *
 * @returns `[samples, 2]`.
 */
export function umapOf(samples: Dataset, seed: number) {
  const k = 15;
  const { length, size } = samples;
  const values = valuesOf(samples);
  const rowsOf = (array: ArrayLike<number>, width: number) =>
    Array.from({ length }, (_, row) =>
      Array.from({ length: width }, (_, i) => array[row * width + i]),
    );
  const { indices, squaredDistances } = nearestNeighbours(samples, samples, k);
  const stream = new RandomStream(seed, 'umap');
  const one = new Float32Array(1);
  const umap = new UMAP({ nNeighbors: k, random: () => stream.uniform(one)[0] });
  umap.setPrecomputedKNN(rowsOf(indices, k), rowsOf(squaredDistances.map(Math.sqrt), k));
  return shaped(Float32Array.from(umap.fit(rowsOf(values, size)).flat()), [length, 2]);
}
