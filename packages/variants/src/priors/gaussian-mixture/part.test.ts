import { readFileSync } from 'node:fs';
import { Dataset, fit, RandomStream, withPrior } from '@autoencoder-zoo/core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { load } from '../../load.js';
import { samples, withParts } from '../../testing/models.js';
import { priorAlone } from '../../testing/priorAlone.js';
import { fitMixture } from './expectationMaximisation.js';
import type { Mixture } from './mixture.js';
import { gaussianMixture } from './part.js';

interface Fitted {
  readonly weights: number[];
  readonly means: number[][];
  readonly covariances: number[][][];
  readonly logDensities: number[];
}

/** What scikit-learn makes of the points, components in the order of their weights. */
const golden = JSON.parse(readFileSync(new URL('golden.json', import.meta.url), 'utf8')) as Record<
  'diagonal' | 'full',
  Fitted
> & { readonly points: number[][] };

const { points } = golden;
const values = Float64Array.from(points.flat());
const rows = (flat: ArrayLike<number>, size: number) =>
  Array.from({ length: flat.length / size }, (_, i) =>
    Array.from({ length: size }, (_, j) => flat[i * size + j]),
  );

/** Covariance of a component: that of `x = (1 - regressions)^-1 noise`, by its columns. */
function covarianceOf({ deviations, regressions }: Mixture, component: number): number[][] {
  const at = (i: number, j: number) => regressions?.[(component * 3 + i) * 3 + j] ?? 0;
  const columns = [0, 1, 2].map((source) => {
    const x = [0, 0, 0];
    for (const i of [0, 1, 2]) {
      x[i] = i === source ? deviations[component * 3 + i] : 0;
      for (let j = 0; j < i; j++) x[i] += at(i, j) * x[j];
    }
    return x;
  });
  return [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => columns.reduce((sum, x) => sum + x[i] * x[j], 0)),
  );
}

function expectClose(ours: readonly number[], theirs: readonly number[], digits: number): void {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((value, i) => expect(value).toBeCloseTo(theirs[i], digits));
}

describe.each(['diagonal', 'full'] as const)('a mixture with %s covariances', (covariance) => {
  const expected = golden[covariance];

  it('is fitted as scikit-learn does', () => {
    const mixture = fitMixture({ values, size: 3 }, { components: 4, covariance, seed: 1 });
    const order = Array.from(mixture.weights.keys()).toSorted(
      (a, b) => mixture.weights[a] - mixture.weights[b],
    );
    expectClose(
      order.map((k) => mixture.weights[k]),
      expected.weights,
      3,
    );
    order.forEach((k, i) => {
      expectClose(rows(mixture.means, 3)[k], expected.means[i], 2);
      expectClose(covarianceOf(mixture, k).flat(), expected.covariances[i].flat(), 2);
    });
  });

  it('has the density of its parameters, and samples of it', async () => {
    const prior = priorAlone(gaussianMixture({ components: 4, covariance }), [3, 1]);
    const codes = new Dataset({ name: 'codes', values, shape: [3, 1] });
    await prior.fit(codes);
    const z = tf.tensor3d(points.slice(0, 10).flat(), [10, 3, 1]);
    expectClose(prior.logDensity(z), expected.logDensities, 2);

    const count = 20_000;
    const drawn = rows(prior.sample(count), 3);
    const moment = (i: number, j: number) =>
      drawn.reduce((sum, row) => sum + row[i] * row[j], 0) / count;
    for (const i of [0, 1, 2]) {
      const mean = expected.weights.reduce((sum, w, k) => sum + w * expected.means[k][i], 0);
      expect(drawn.reduce((sum, row) => sum + row[i], 0) / count).toBeCloseTo(mean, 0);
      for (const j of [0, 1, 2]) {
        const product = expected.weights.reduce(
          (sum, w, k) =>
            sum + w * (expected.covariances[k][i][j] + expected.means[k][i] * expected.means[k][j]),
          0,
        );
        expect(Math.abs(moment(i, j) - product)).toBeLessThan(0.6);
      }
    }
  });
});

it('takes points that are all alike, and refuses fewer than components', () => {
  const same = { values: new Float64Array(12).fill(2), size: 3 };
  const options = { components: 3, seed: 0 } as const;
  for (const covariance of ['diagonal', 'full'] as const) {
    const { weights, means, deviations } = fitMixture(same, { ...options, covariance });
    const used = weights.indexOf(Math.max(...weights));
    expectClose(rows(means, 3)[used], [2, 2, 2], 5);
    expect([...deviations].every((deviation) => deviation > 0)).toBe(true);
  }
  expect(() => fitMixture(same, { ...options, components: 5, covariance: 'full' })).toThrow(
    '5 components cannot be fitted to 4 codes',
  );
});

it('gives a deterministic code samples like its data, by withPrior, and is saved', async () => {
  const data = samples(40);
  const model = withParts({});
  await fit(model, data, { epochs: 2, batchSize: 8 });
  await expect(model.sample(4)).rejects.toThrow('no prior');
  const sampling = await withPrior(model, gaussianMixture({ components: 2 }), data);
  const codes = await model.encode(data);
  expect([...(await sampling.encode(data))]).toEqual([...codes]);
  const files = await sampling.files();
  const loaded = await load(files);
  const drawn = await sampling.sample(200);
  expect([...(await loaded.sample(200))]).toEqual([...drawn]);
  const outputs = await model.decode(codes);
  const mean = (all: Float32Array) => all.reduce((sum, value) => sum + value, 0) / all.length;
  expect(mean(drawn)).toBeCloseTo(mean(outputs), 1);
  for (const each of [model, sampling, loaded]) each.dispose();
});

it('differs from random numbers where there are clusters', () => {
  const stream = new RandomStream(1, 'points');
  const noise = Float64Array.from(stream.normal(new Float32Array(300)));
  const apart = noise.map((value, i) => value / 10 + (i < 150 ? 5 : -5));
  const mixture = fitMixture(
    { values: apart, size: 3 },
    { components: 2, covariance: 'diagonal', seed: 0 },
  );
  expectClose([...mixture.weights], [0.5, 0.5], 5);
  expect([...mixture.means].map(Math.abs).every((mean) => Math.abs(mean - 5) < 0.1)).toBe(true);
});
