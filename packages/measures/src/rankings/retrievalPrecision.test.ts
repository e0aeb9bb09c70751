import { RandomStream } from '@autoencoder-zoo/core';
import { describe, expect, it } from 'vitest';
import { retrievalPrecision } from './retrievalPrecision.js';
import { golden, samples } from '../testing/golden.js';

const labels = { baseLabels: golden.trainLabels, queryLabels: golden.testLabels };
const codes = { base: samples(golden.train), queries: samples(golden.test), ...labels };
const binary = (values: readonly number[]) => samples(values.map((value) => Number(value > 0)));
const bits = { base: binary(golden.train), queries: binary(golden.test), ...labels };
const rows = (...vectors: number[][]) => ({
  data: Float32Array.from(vectors.flat()),
  shape: [vectors.length, vectors[0].length],
});

const compare = (ours: number[], theirs: number[]) => {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((precision, i) => expect(precision).toBeCloseTo(theirs[i], 12));
};

describe('retrievalPrecision', () => {
  it('agrees with NumPy by cosine', () => {
    compare(retrievalPrecision(codes), golden.retrieval.cosine);
    const [one, , hundred] = golden.retrieval.cosine;
    compare(retrievalPrecision({ ...codes, ranks: [100, 1] }), [hundred, one]);
  });

  it("agrees with NumPy by Hamming's distance", () => {
    compare(retrievalPrecision({ ...bits, by: 'hamming' }), golden.retrieval.hamming);
  });

  it('counts bits beyond one word', () => {
    const size = 75;
    const draw = (purpose: string, count: number) =>
      new RandomStream(1, purpose).bernoulli(new Float32Array(count * size), 0.5);
    const [base, queries] = [draw('base', 60), draw('queries', 7)];
    const distance = (q: number, b: number) => {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += Math.abs(queries[q * size + i] - base[b * size + i]);
      return sum;
    };
    // Each of the base has a class of its own, and a query that of the one which is nearest.
    const order = Array.from({ length: 60 }, (_, index) => index);
    const ties = order.slice(0, 7).map((query) => {
      const distances = order.map((index) => distance(query, index));
      const least = Math.min(...distances);
      return { nearest: distances.indexOf(least), tied: distances.filter((d) => d === least) };
    });
    const [precision] = retrievalPrecision({
      base: { data: base, shape: [60, size] },
      baseLabels: order,
      queries: { data: queries, shape: [7, size] },
      queryLabels: ties.map(({ nearest }) => nearest),
      ranks: [1],
      by: 'hamming',
    });
    const expected = ties.reduce((sum, { tied }) => sum + 1 / tied.length, 0) / 7;
    expect(precision).toBeCloseTo(expected, 12);
  });

  it('keeps the digits of codes that are far from zero', () => {
    const data = Float64Array.from({ length: 8 }, (_, i) => 5.8e6 + (i % 2 === 0 ? 0 : i / 8));
    const points = { data, shape: [4, 2] };
    const own = [0, 1, 2, 3];
    const options = { base: points, baseLabels: own, queries: points, queryLabels: own };
    expect(retrievalPrecision({ ...options, ranks: [1] })).toEqual([1]);
  });

  it('puts codes of zeros at right angles to all', () => {
    const base = rows([0, 0], [3, 0], [0, -1]);
    const queries = rows([0, 2], [0, 0]);
    const find = (label: number, ranks: number[]) =>
      retrievalPrecision({ base, baseLabels: [7, 8, 9], queries, queryLabels: [label, 7], ranks });
    // Cosines to the first query: 0, 0, -1; to the second: none but 0. The first comes first.
    expect(find(7, [1, 2])).toEqual([1, 0.5]);
    expect(find(8, [1, 2])).toEqual([0.5, 0.5]);
    expect(find(9, [2, 3])).toEqual([0.25, 1 / 3]);
  });

  it('refuses what does not fit', () => {
    expect(() => retrievalPrecision({ ...codes, ranks: [158] })).toThrow('from 1 to 157');
    expect(() => retrievalPrecision({ ...codes, ranks: [1, 0] })).toThrow('but is 0');
    expect(() => retrievalPrecision({ ...codes, baseLabels: [1] })).toThrow('1 labels');
    expect(() => retrievalPrecision({ ...codes, by: 'hamming' })).toThrow('values are 0 or 1');
    expect(() => retrievalPrecision({ ...codes, queries: rows([1]), queryLabels: [1] })).toThrow(
      'they must agree',
    );
  });
});
