import { Dataset, fit, RandomStream } from '@autoencoder-zoo/core';
import { adam, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { embeddedClustering } from '../../recipes/embedded-clustering.js';

/** Three groups of points in 6 dimensions. */
function groups() {
  const stream = new RandomStream(1, 'groups');
  const middles = stream.uniform(new Float32Array(3 * 6));
  const noise = stream.normal(new Float32Array(150 * 6));
  const values = noise.map((value, i) => {
    const [sample, place] = [Math.floor(i / 6), i % 6];
    return 3 * middles[(sample % 3) * 6 + place] + 0.2 * value;
  });
  return new Dataset({ name: 'groups', values, shape: [6] });
}
const data = groups();
const still = {
  epochs: 2,
  batchSize: 50,
  seed: 1,
  optimiser: stochasticGradientDescent({ learningRate: 0 }),
};

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

function make(options: { clusteringWeight?: number; start?: 'random' } = {}) {
  const model = embeddedClustering({
    input: [6],
    hidden: [8],
    latentDim: 2,
    clusters: 3,
    ...options,
  });
  made.push(model);
  return model;
}
type Model = ReturnType<typeof make>;

const numbers = (model: Model, name: string) =>
  Array.from(model.variables.find((v) => v.name === `penalty0/${name}`)!.variable.dataSync());
const codesOf = async (model: Model) => {
  const codes = await model.encode(data);
  return Array.from({ length: data.length }, (_, i) => [codes[2 * i], codes[2 * i + 1]]);
};
const distancesOf = ([a, b]: number[], centres: number[]) =>
  [0, 1, 2].map((j) => (a - centres[2 * j]) ** 2 + (b - centres[2 * j + 1]) ** 2);
const normalised = (values: number[]) => {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
};

describe('clustering', () => {
  it('is the divergence of shares from sharper ones, by the shares of all samples', async () => {
    const model = make({ start: 'random' });
    await fit(model, data, still);
    const centres = numbers(model, 'centres');
    const assigned = (await codesOf(model)).map((code) =>
      normalised(distancesOf(code, centres).map((distance) => 1 / (1 + distance))),
    );
    const totals = [0, 1, 2].map((j) => assigned.reduce((sum, q) => sum + q[j], 0));
    numbers(model, 'shares').forEach((share, j) => {
      expect(share).toBeCloseTo(totals[j] / 50, 4);
    });
    let expected = 0;
    for (const q of assigned) {
      const p = normalised(q.map((share, j) => share ** 2 / totals[j]));
      p.forEach((share, j) => (expected += (share * Math.log(share / q[j])) / data.length));
    }
    const { clustering, loss, reconstruction } = await model.evaluate(data);
    expect(clustering).toBeCloseTo(expected, 4);
    expect(loss).toBeCloseTo(reconstruction + 0.1 * expected, 4);
  });

  it('tells the cluster of each sample, and the shares of all', async () => {
    const model = make({ start: 'random' });
    await fit(model, data, still);
    const centres = numbers(model, 'centres');
    const shares = (await codesOf(model)).map((code) =>
      normalised(distancesOf(code, centres).map((distance) => 1 / (1 + distance))),
    );
    const assignments = await model.describe(data, 'assignments');
    expect(assignments.shape).toEqual([data.length, 3]);
    shares.flat().forEach((share, i) => {
      expect(assignments[i]).toBeCloseTo(share, 5);
    });
    const clusters = await model.describe(data, 'cluster');
    expect(clusters.shape).toEqual([data.length, 1]);
    expect([...clusters]).toEqual(shares.map((q) => q.indexOf(Math.max(...q))));
    const { 'encoder.onnx': bytes } = await model.files();
    const { InferenceSession, Tensor } = await import('onnxruntime-node');
    const session = await InferenceSession.create(bytes);
    const x = new Tensor('float32', Float32Array.from(data.values), [data.length, 6]);
    const results = await session.run({ x });
    expect([...(results['cluster'].data as Float32Array)]).toEqual([...clusters]);
    await expect(model.describe(data, 'clusters')).rejects.toThrow(
      'this model has no output "clusters"; it has cluster, assignments',
    );
  });

  it('begins at k-means, once, when its centres are trained', async () => {
    const model = make();
    const random = numbers(model, 'centres');
    await fit(model, data, { ...still, only: ['encoder', 'code', 'decoder'] });
    expect(numbers(model, 'centres')).toEqual(random);
    expect((await model.evaluate(data))['clustering']).toBe(0);
    await fit(model, data, still);
    const centres = numbers(model, 'centres');
    const codes = await codesOf(model);
    const nearest = codes.map((code) => {
      const distances = distancesOf(code, centres);
      return distances.indexOf(Math.min(...distances));
    });
    // A centre of k-means is the mean of the codes that are nearest to it.
    for (const j of [0, 1, 2]) {
      const own = codes.filter((_, i) => nearest[i] === j);
      for (const axis of [0, 1]) {
        const mean = own.reduce((sum, code) => sum + code[axis] / own.length, 0);
        expect(centres[2 * j + axis]).toBeCloseTo(mean, 4);
      }
    }
    expect((await model.evaluate(data))['clustering']).toBeGreaterThan(0);
    await fit(model, data, { ...still, seed: 2 });
    expect(numbers(model, 'centres')).toEqual(centres);
  });

  it('gathers codes around their centres', async () => {
    const optimiser = adam({ learningRate: 0.01 });
    const model = make({ clusteringWeight: 1 });
    await fit(model, data, {
      ...still,
      optimiser,
      epochs: 20,
      only: ['encoder', 'code', 'decoder'],
    });
    await fit(model, data, still);
    const surest = async () => {
      const centres = numbers(model, 'centres');
      const shares = (await codesOf(model)).map((code) =>
        Math.max(...normalised(distancesOf(code, centres).map((distance) => 1 / (1 + distance)))),
      );
      return shares.reduce((sum, share) => sum + share / data.length, 0);
    };
    const before = await surest();
    await fit(model, data, { ...still, optimiser, epochs: 40 });
    expect(await surest()).toBeGreaterThan(before + 0.05);
    const centres = numbers(model, 'centres');
    const nearest = (await codesOf(model)).map((code) => {
      const distances = distancesOf(code, centres);
      return distances.indexOf(Math.min(...distances));
    });
    expect(new Set(nearest).size).toBe(3);
    nearest.forEach((cluster, i) => expect(cluster).toBe(nearest[i % 3]));
  });
});
