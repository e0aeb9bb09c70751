import { Dataset, fit, RandomStream, withPrior } from '@autoencoder-zoo/core';
import { adam, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { underComplete } from './under-complete.js';
import { variationalDeepEmbedding } from './variational-deep-embedding.js';
import { gaussianMixture } from '../priors/gaussian-mixture/part.js';

/** Three groups of points in 6 dimensions, one sample of each after the other. */
function groups() {
  const stream = new RandomStream(1, 'groups');
  const middles = stream.uniform(new Float32Array(3 * 6));
  const noise = stream.normal(new Float32Array(150 * 6));
  const values = noise.map((value, i) => {
    const [sample, place] = [Math.floor(i / 6), i % 6];
    return 8 * middles[(sample % 3) * 6 + place] + 0.2 * value;
  });
  return new Dataset({ name: 'groups', values, shape: [6] });
}
const data = groups();
const before = { epochs: 30, batchSize: 50, seed: 1, optimiser: adam({ learningRate: 0.01 }) };
const still = {
  ...before,
  epochs: 1,
  optimiser: stochasticGradientDescent({ learningRate: 0 }),
};
const pretrained = ['encoder', 'code', 'decoder'] as const;

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});
function make() {
  const options = { input: [6], hidden: [8], latentDim: 2, clusters: 3 } as const;
  const model = variationalDeepEmbedding({ ...options, likelihood: 'gaussian' });
  made.push(model);
  return model;
}
const means = (model: ReturnType<typeof make>) =>
  Array.from(model.variables.find(({ name }) => name === 'prior/means')!.variable.dataSync());

/** Samples that share the cluster of most of their group. */
function share(clusters: ArrayLike<number>): number {
  let right = 0;
  for (const group of [0, 1, 2]) {
    const counts = [0, 0, 0];
    for (let i = group; i < clusters.length; i += 3) counts[clusters[i]]++;
    right += Math.max(...counts);
  }
  return right / clusters.length;
}

describe('variational deep embedding', () => {
  it('has no divergence until its clusters begin at codes, which happens once', async () => {
    const model = make();
    const random = means(model);
    const { training } = await fit(model, data, { ...before, only: [...pretrained] });
    expect(new Set(training['kl'])).toEqual(new Set([0]));
    expect(means(model)).toEqual(random);
    await fit(model, data, still);
    const begun = means(model);
    expect(begun).not.toEqual(random);
    expect((await model.evaluate(data))['kl']).toBeGreaterThan(0);
    await fit(model, data, { ...still, seed: 2 });
    expect(means(model)).toEqual(begun);
  });

  it('finds the groups, and tells of each sample which it is in', async () => {
    const model = make();
    await fit(model, data, { ...before, only: [...pretrained] });
    await fit(model, data, before);
    const clusters = await model.describe(data, 'component');
    expect(clusters.shape).toEqual([150, 1]);
    expect(share(clusters)).toBeGreaterThan(0.95);
    const responsibilities = await model.describe(data, 'responsibilities');
    expect(responsibilities.shape).toEqual([150, 3]);
    for (let i = 0; i < 150; i++) {
      const shares = Array.from(responsibilities.subarray(3 * i, 3 * i + 3));
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      expect(shares.indexOf(Math.max(...shares))).toBe(clusters[i]);
    }
  });

  it('lends its clusters to a model that was trained without', async () => {
    const plain = underComplete({ input: [6], hidden: [8], latentDim: 2 });
    await fit(plain, data, before);
    const model = await withPrior(plain, gaussianMixture({ components: 3 }), data);
    made.push(plain, model);
    expect(share(await model.describe(data, 'component'))).toBeGreaterThan(0.95);
  });
});
