import { RandomStream } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { penaltyAlone } from '../../testing/penaltyAlone.js';
import { totalCorrelation } from './part.js';

const normals = (name: string, ...shape: [number, number]) =>
  tf.tensor2d(new RandomStream(1, name).normal(new Float32Array(shape[0] * shape[1])), shape);
const logSumExp = (values: readonly number[]) => {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
};
const logNormal = (z: number, mean: number, logVariance: number) =>
  -((z - mean) ** 2 / Math.exp(logVariance) + logVariance + Math.log(2 * Math.PI)) / 2;

describe('the total correlation term', () => {
  const [batch, draws, numbers, total] = [5, 2, 3, 40];
  const [mean, logVariance] = ['mean', 'logVariance'].map((name) => normals(name, batch, numbers));
  const z = normals('z', batch * draws, numbers);
  const [m, l, codes] = [mean, logVariance, z].map((of) => of.arraySync());

  it.each(['weighted', 'stratified'] as const)('is that of the paper: %s', (estimate) => {
    const { totalCorrelation: term, mutualInformation } = penaltyAlone(
      totalCorrelation({ estimate }),
      { mean, logVariance, z },
      { states: { samples: total } },
    );
    // Appendix C.2: the own sample, one that stands for all that are not in the batch, the others.
    const shareOf = (row: number, sample: number) => {
      const [own, others] = [Math.floor(row / draws), batch - 1];
      if (estimate === 'weighted') return 1 / (total * batch);
      if (sample === own) return 1 / total;
      return sample === (own + 1) % batch ? (total - others) / (total * others) : 1 / others;
    };
    codes.forEach((code, row) => {
      const logs = m.map((means, sample) =>
        means.map((mean, j) => logNormal(code[j], mean, l[sample][j])),
      );
      const shares = m.map((_, sample) => Math.log(shareOf(row, sample)));
      const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      const joint = logSumExp(logs.map((each, sample) => sum(each) + shares[sample]));
      const marginals = code.map((_, j) =>
        logSumExp(logs.map((each, sample) => each[j] + shares[sample])),
      );
      expect(term.value.dataSync()[row]).toBeCloseTo(joint - sum(marginals), 4);
      const own = sum(logs[Math.floor(row / draws)]);
      expect(mutualInformation.value.dataSync()[row]).toBeCloseTo(own - joint, 4);
    });
    expect(mutualInformation.weight).toBe(0);
  });

  it.each([0, 0.5, 0.9])('is that of two normal numbers with the correlation %d', (rho) => {
    const samples = 400;
    const variance = 0.05;
    // Means and the variance around them together have variance 1.
    const independent = normals('pairs', samples, 2);
    const factor = [
      [Math.sqrt(1 - variance), 0],
      [rho / Math.sqrt(1 - variance), Math.sqrt(1 - variance - rho ** 2 / (1 - variance))],
    ];
    const mean = tf.matMul<tf.Tensor2D>(independent, tf.tensor2d(factor), false, true);
    const logVariance = tf.fill<tf.Rank.R2>([samples, 2], Math.log(variance));
    const z = tf.add<tf.Tensor2D>(mean, tf.mul(normals('noise', samples, 2), Math.sqrt(variance)));
    const { totalCorrelation: term } = penaltyAlone(
      totalCorrelation({ estimate: 'stratified' }),
      { mean, logVariance, z },
      { states: { samples } },
    );
    expect(tf.mean(term.value).dataSync()[0]).toBeCloseTo(-Math.log(1 - rho ** 2) / 2, 1);
  });

  it('is 0 for a batch of one sample', () => {
    const one = { mean: normals('one', 1, 3), logVariance: normals('one', 1, 3) };
    for (const estimate of ['weighted', 'stratified'] as const) {
      const { totalCorrelation: term } = penaltyAlone(totalCorrelation({ estimate }), one);
      expect(term.value.dataSync()[0]).toBeCloseTo(0, 5);
    }
  });

  it('refuses a code without a density', () => {
    expect(() => penaltyAlone(totalCorrelation(), { mean: normals('mean', 2, 3) })).toThrow(
      /needs the means and variances of codes.*use gaussianCode/,
    );
  });
});
