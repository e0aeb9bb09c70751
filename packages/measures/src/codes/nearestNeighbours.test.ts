import { Dataset, RandomStream } from '@autoencoder-zoo/core';
import { describe, expect, it } from 'vitest';
import { nearestNeighbours } from './nearestNeighbours.js';
import { nearestNeighbourAccuracy } from './neighbourAccuracy.js';
import { golden, samples } from '../testing/golden.js';

const { neighbours } = golden;
const train = samples(golden.train);
const test = samples(golden.test);

/** All distances, sorted with their indices. */
function plain(references: Float32Array, query: Float32Array, k: number) {
  const size = query.length;
  return Array.from({ length: references.length / size }, (_, index) => ({
    index,
    distance: query.reduce((sum, x, i) => sum + (x - references[index * size + i]) ** 2, 0),
  }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, k);
}

describe('nearestNeighbours', () => {
  it("agrees with scikit-learn's", () => {
    const { indices, squaredDistances } = nearestNeighbours(train, test, neighbours.k);
    expect([...indices]).toEqual(neighbours.indices);
    expect([...squaredDistances]).toEqual(neighbours.squaredDistances);
  });

  it.each([
    { size: 1, references: 1, queries: 1, k: 1 },
    { size: 3, references: 7, queries: 5, k: 7 },
    { size: 2, references: 40_001, queries: 6, k: 4 },
    { size: 9000, references: 19, queries: 3, k: 3 },
  ])('compares all with all: $references of $size', ({ size, references, queries, k }) => {
    // Small integers: exact distances with many ties.
    const draw = (purpose: string, count: number) =>
      Float32Array.from(
        new RandomStream(1, purpose).integers(new Uint32Array(count * size), size < 9 ? 50 : 3),
      );
    const [known, asked] = [draw('references', references), draw('queries', queries)];
    const { indices, squaredDistances } = nearestNeighbours(
      { data: known, shape: [references, size] },
      { data: asked, shape: [queries, size] },
      k,
    );
    for (let query = 0; query < queries; query++) {
      const expected = plain(known, asked.subarray(query * size, (query + 1) * size), k);
      const range = [query * k, (query + 1) * k];
      expect([...indices.subarray(...range)]).toEqual(expected.map(({ index }) => index));
      expect([...squaredDistances.subarray(...range)]).toEqual(
        expected.map(({ distance }) => distance),
      );
    }
  });

  it('refuses what does not fit', () => {
    expect(() => nearestNeighbours(train, test, 0)).toThrow('an integer from 1 to 157');
    expect(() => nearestNeighbours(train, test, 158)).toThrow('an integer from 1 to 157');
    expect(() =>
      nearestNeighbours(train, { data: new Float32Array(10), shape: [5, 2] }, 1),
    ).toThrow('they must agree');
  });
});

describe('nearestNeighbourAccuracy', () => {
  const { trainLabels, testLabels } = golden;

  it.each(Object.entries(neighbours.accuracy))(
    "agrees with scikit-learn's for k = %s",
    (k, value) => {
      const options = { train, trainLabels, test, testLabels, k: Number(k) };
      expect(nearestNeighbourAccuracy(options)).toBeCloseTo(value, 12);
    },
  );

  it('takes the labels of data sets and five neighbours by default', () => {
    const set = (values: number[], labels: number[]) =>
      new Dataset({
        name: 'x',
        values: Float32Array.from(values),
        shape: [golden.size],
        labels: Int32Array.from(labels),
      });
    const accuracy = nearestNeighbourAccuracy({
      train: set(golden.train, trainLabels),
      test: set(golden.test, testLabels),
    });
    expect(accuracy).toBeCloseTo(neighbours.accuracy['5'], 12);
  });

  it('refuses missing labels and wrong numbers of them', () => {
    expect(() => nearestNeighbourAccuracy({ train, test })).toThrow(
      'the training samples: no labels; give one for each sample',
    );
    expect(() => nearestNeighbourAccuracy({ train, trainLabels, test, testLabels: [1] })).toThrow(
      'the test samples: 1 labels do not fit 45 samples',
    );
  });
});

it('tells neighbours apart that are far from zero', () => {
  const near = Float64Array.of(0, 0, 0.25, 0, 0.5, 0.125, 0.125, 0.25);
  const far = near.map((value) => value + 5.8e6);
  const [a, b] = [near, far].map((data) => {
    const points = { data, shape: [4, 2] } as const;
    return nearestNeighbours(points, points, 2);
  });
  expect(b.indices).toEqual(a.indices);
  b.squaredDistances.forEach((distance, i) => {
    expect(distance).toBeCloseTo(a.squaredDistances[i], 6);
  });
});
