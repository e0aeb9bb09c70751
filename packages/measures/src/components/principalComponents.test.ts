import { Dataset, RandomStream } from '@autoencoder-zoo/core';
import { describe, expect, it } from 'vitest';
import {
  codesOfComponents,
  pcaReconstructionError,
  principalComponents,
  reconstructionsOfComponents,
  squaredErrorOfComponents,
} from './principalComponents.js';
import { golden, samples } from '../testing/golden.js';
import { mnistImages } from '../testing/mnistImages.js';

const { size, pca } = golden;
const train = samples(golden.train);
const test = samples(golden.test);

describe('principalComponents', () => {
  const result = principalComponents(train, pca.k);

  it("agrees with scikit-learn's", () => {
    result.mean.forEach((value, i) => expect(value).toBeCloseTo(pca.mean[i], 10));
    for (let row = 0; row < pca.k; row++) {
      const ours = result.components.slice(row * size, (row + 1) * size);
      const theirs = pca.components.slice(row * size, (row + 1) * size);
      const overlap = ours.reduce((sum, value, i) => sum + value * theirs[i], 0);
      expect(Math.abs(overlap)).toBeCloseTo(1, 9);
      const [mine, their] = [result.explainedVariance[row], pca.explainedVariance[row]];
      expect(mine / their).toBeCloseTo(1, 6);
    }
    expect(result.totalVariance / pca.totalVariance).toBeCloseTo(1, 6);
    expect(squaredErrorOfComponents(result, test) / pca.testError).toBeCloseTo(1, 6);
    expect(pcaReconstructionError(train, test, pca.k) / pca.testError).toBeCloseTo(1, 6);
  });

  it('takes data sets with scale and samples of any shape', () => {
    const values = Int16Array.from(golden.train);
    const set = new Dataset({ name: 'x', values, shape: [1, size], scale: 1 / 8 });
    const scaled = principalComponents(set, 2);
    expect(scaled.explainedVariance[1] * 64).toBeCloseTo(result.explainedVariance[1], 0);
    expect(scaled.mean[3] * 8).toBeCloseTo(result.mean[3], 8);
  });

  it('gives coordinates that are uncorrelated, and hold what the error leaves', () => {
    const codes = codesOfComponents(result, train);
    expect(codes.shape).toEqual([golden.train.length / size, pca.k]);
    const count = codes.shape[0];
    for (let a = 0; a < pca.k; a++) {
      for (let b = 0; b < pca.k; b++) {
        let product = 0;
        for (let row = 0; row < count; row++)
          product += codes[row * pca.k + a] * codes[row * pca.k + b];
        const expected = a === b ? result.explainedVariance[a] : 0;
        expect(product / (count - 1) / result.totalVariance).toBeCloseTo(
          expected / result.totalVariance,
          5,
        );
      }
    }
    const held = codesOfComponents(result, test);
    const squares = codesOfComponents(principalComponents(train, size), test);
    const sum = (values: Float32Array) => values.reduce((total, value) => total + value ** 2, 0);
    const left = (sum(squares) - sum(held)) / held.shape[0];
    expect(left / pca.testError).toBeCloseTo(1, 4);
    expect(() => codesOfComponents(result, { data: held, shape: held.shape })).toThrow(
      `samples have ${pca.k} values, but the components were made of ${size}`,
    );
  });

  it('reconstructs samples with the error that it states', () => {
    const reconstructions = reconstructionsOfComponents(result, test);
    expect(reconstructions.shape).toEqual(test.shape);
    const squares = reconstructions.reduce((sum, value, i) => sum + (value - test.data[i]) ** 2, 0);
    expect(squares / test.shape[0] / squaredErrorOfComponents(result, test)).toBeCloseTo(1, 5);
  });

  it('leaves no error with all components', () => {
    expect(pcaReconstructionError(train, test, size) / pca.testError).toBeLessThan(1e-9);
  });

  it('finds few directions in many values, and none in constants', () => {
    const [count, width] = [300, 150];
    const coordinates = new RandomStream(1, 'x').normal(new Float32Array(count * 3));
    const directions = new RandomStream(1, 'y').normal(new Float32Array(3 * width));
    const data = new Float32Array(count * width);
    for (let i = 0; i < data.length; i++) {
      const [row, column] = [Math.floor(i / width), i % width];
      for (let d = 0; d < 3; d++)
        data[i] += coordinates[row * 3 + d] * directions[d * width + column];
    }
    const set = { data, shape: [count, width] };
    expect(pcaReconstructionError(set, set, 2)).toBeGreaterThan(10);
    expect(pcaReconstructionError(set, set, 3)).toBeLessThan(1e-6);

    const constant = { data: new Float32Array(count * width).fill(3), shape: [count, width] };
    const { mean, explainedVariance, totalVariance } = principalComponents(constant, 2);
    expect(mean.every((value) => value === 3)).toBe(true);
    expect([...explainedVariance, totalVariance]).toEqual([0, 0, 0]);
  });

  it('gives the known error of 30 components on MNIST', () => {
    expect(pcaReconstructionError(mnistImages('train'), mnistImages('t10k'), 30)).toBeCloseTo(
      13.866,
      3,
    );
  });

  it.each([0, 1.5, size + 1])('refuses %d components', (k) => {
    expect(() => principalComponents(train, k)).toThrow(
      `an integer from 1 to ${size}, the size of a sample, but is ${k}`,
    );
  });

  it('refuses what does not fit', () => {
    const one = { data: train.data.slice(0, size), shape: [1, size] };
    expect(() => principalComponents(one, 1)).toThrow('at least two samples, one came');
    const other = { data: new Float32Array(10), shape: [5, 2] };
    expect(() => pcaReconstructionError(train, other, 1)).toThrow('have 2; they must agree');
    expect(() => squaredErrorOfComponents(result, other)).toThrow('have 2 values');
    const wrong = { data: new Float32Array(8), shape: [5, 2] };
    expect(() => principalComponents(wrong, 1)).toThrow('has 5 samples, but the values make 4');
  });
});

describe('beside a model that scales', () => {
  it('is PCA of scaled samples, with an error in the units of the samples', () => {
    const values = Float32Array.from({ length: 300 }, (_, i) => {
      const t = Math.sin(Math.floor(i / 3) * 1.7);
      return [1000 * Math.cos(i), t, t][i % 3];
    });
    const data = new Dataset({ name: 'x', values, shape: [3] });
    const scaling = { kind: 'standard', offset: [1, -0.2, 0.3], factor: [0.001, 2, 1.5] } as const;
    const scaled = values.map((v, i) => (v - scaling.offset[i % 3]) * scaling.factor[i % 3]);
    const kept = reconstructionsOfComponents(
      principalComponents({ data: scaled, shape: [100, 3] }, 1),
      { data: scaled, shape: [100, 3] },
    );
    let expected = 0;
    kept.forEach((v, i) => (expected += ((v - scaled[i]) / scaling.factor[i % 3]) ** 2 / 100));
    expect(pcaReconstructionError(data, data, 1, { scaling }) / expected).toBeCloseTo(1, 5);
    expect(pcaReconstructionError(data, data, 1)).toBeLessThan(expected / 100);
  });

  it('keeps the digits of samples far from zero', () => {
    const near = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
    const far = near.map((value) => value * 0.1 + 5.8e6);
    const shape = [20, 3] as const;
    const [a, b] = [near, far].map((data) => principalComponents({ data, shape }, 2));
    b.explainedVariance.forEach((v, i) => expect(v / a.explainedVariance[i]).toBeCloseTo(0.01, 6));
  });
});
