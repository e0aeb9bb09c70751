import { autoencoder, Dataset, fit, type Autoencoder, type Shape } from '@autoencoder-zoo/core';
import { stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterEach, describe, expect, it } from 'vitest';
import { denseDecoder } from '../../decoders/dense/part.js';
import { denseEncoder } from '../../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../../likelihoods/squared-error/part.js';
import { samples } from '../../testing/models.js';
import { vectorQuantisedCode } from './part.js';

const data = new Dataset({ name: 'random', values: samples(64).values, shape: [15] });
const run = { epochs: 3, batchSize: 16, seed: 1 };
const still = { ...run, optimiser: stochasticGradientDescent({ learningRate: 0 }) };

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

function make<CodeShape extends Shape>(
  code: ReturnType<typeof vectorQuantisedCode>,
  encoder = denseEncoder({ hidden: [8] }),
): Autoencoder<readonly [15], CodeShape> {
  const model = autoencoder({
    input: [15],
    encoder,
    code,
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
  });
  made.push(model);
  return model as unknown as Autoencoder<readonly [15], CodeShape>;
}

const numbers = (model: Autoencoder<readonly [15]>, name: string) =>
  Array.from(model.variables.find((v) => v.name === `code/${name}`)!.variable.dataSync());
const rowsOf = (values: ArrayLike<number>, dim: number) =>
  Array.from({ length: values.length / dim }, (_, i) =>
    Array.from(values).slice(i * dim, (i + 1) * dim),
  );
/** What an encoder without layers and the code's own layer make of the samples. */
function vectorsOf(model: Autoencoder<readonly [15]>, dim: number): number[][] {
  const [kernel, bias] = [numbers(model, 'dense/kernel'), numbers(model, 'dense/bias')];
  const all = rowsOf(data.values, 15).flatMap((x) =>
    bias.map((start, j) =>
      x.reduce((sum, value, i) => sum + value * kernel[i * bias.length + j], start),
    ),
  );
  return rowsOf(all, dim);
}
const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((value, i) => value - b[i]));
const nearest = (vector: readonly number[], entries: readonly number[][]) =>
  entries.reduce(
    (best, entry, i) => (distance(vector, entry) < distance(vector, entries[best]) ? i : best),
    0,
  );

describe('a vector-quantised code', () => {
  it('is the nearest entry of each vector, whose place the ONNX file tells', async () => {
    const model = make(
      vectorQuantisedCode({ entries: 7, dim: 2, positions: 3 }),
      denseEncoder({ hidden: [] }),
    );
    await fit(model, data, run);
    const entries = rowsOf(numbers(model, 'codebook'), 2);
    const expected = vectorsOf(model, 2).map((vector) => nearest(vector, entries));
    expect(new Set(expected).size).toBeGreaterThan(3);
    const codes = await model.encode(data);
    expect(codes.shape).toEqual([64, 3, 2]);
    expect(rowsOf(codes, 2)).toEqual(expected.map((i) => entries[i]));
    const session = await InferenceSession.create((await model.files())['encoder.onnx']);
    const { indices } = await session.run({
      x: new Tensor('float32', Float32Array.from(data.values), [64, 15]),
    });
    expect(indices.dims).toEqual([64, 3]);
    expect(Array.from(indices.data as Int32Array)).toEqual(expected);
  });

  it('measures perplexity and what is dead', async () => {
    const model = make(
      vectorQuantisedCode({ entries: 7, dim: 2, decay: 0, deadBelow: 0.6 }),
      denseEncoder({ hidden: [] }),
    );
    await fit(model, data, { ...still, epochs: 1, batchSize: 64 });
    const entries = rowsOf(numbers(model, 'codebook'), 2);
    const counts = new Array<number>(7).fill(0);
    for (const vector of vectorsOf(model, 2)) counts[nearest(vector, entries)]++;
    const entropy = counts
      .filter((count) => count > 0)
      .reduce((sum, count) => sum - (count / 64) * Math.log(count / 64), 0);
    const use = numbers(model, 'use');
    const even = use.reduce((sum, value) => sum + value / 7, 0);
    const { perplexity, dead, loss, reconstruction, commitment } = await model.evaluate(data);
    expect(perplexity).toBeCloseTo(Math.exp(entropy), 4);
    expect(dead).toBe(use.filter((value) => value < 0.6 * even).length);
    expect(loss).toBeCloseTo(reconstruction + 0.25 * commitment, 4);
  });

  it.each(['drawn', 'kMeans'] as const)('starts %s from the data, once', async (start) => {
    // Nothing moves after the start.
    const still_ = { decay: 1, restart: false, start } as const;
    const model = make(
      vectorQuantisedCode({ entries: 7, dim: 2, ...still_ }),
      denseEncoder({ hidden: [] }),
    );
    const error = async () => (await model.evaluate(data))['commitment'];
    const before = await error();
    await fit(model, data, still);
    const entries = rowsOf(numbers(model, 'codebook'), 2);
    const vectors = vectorsOf(model, 2);
    if (start === 'drawn') {
      for (const entry of entries) {
        expect(Math.min(...vectors.map((vector) => distance(vector, entry)))).toBeLessThan(1e-5);
      }
    }
    expect(await error()).toBeLessThan(before / 2);
    await fit(model, data, { ...still, seed: 2 });
    expect(rowsOf(numbers(model, 'codebook'), 2)).toEqual(entries);
  });

  it('starts dead entries anew at vectors of the batch, if it may', async () => {
    const evaluated = [];
    for (const restart of [false, true]) {
      const model = make(
        vectorQuantisedCode({ entries: 12, dim: 2, start: 'random', decay: 0.9, restart }),
      );
      await fit(model, data, { ...run, epochs: 10 });
      const { perplexity, dead } = await model.evaluate(data);
      evaluated.push({ perplexity, dead });
    }
    const [without, with_] = evaluated;
    expect(without.dead).toBeGreaterThan(2);
    expect(with_.dead).toBeLessThan(without.dead);
    expect(with_.perplexity).toBeGreaterThan(1.5 * without.perplexity);
  });

  it('stays as it is where it is left out of training', async () => {
    const model = make(vectorQuantisedCode({ entries: 7, dim: 2 }));
    const before = [numbers(model, 'codebook'), numbers(model, 'use')];
    await fit(model, data, { ...run, only: ['encoder', 'decoder'] });
    expect([numbers(model, 'codebook'), numbers(model, 'use')]).toEqual(before);
  });

  it('samples entries', async () => {
    const model = make<readonly [2, 2]>(vectorQuantisedCode({ entries: 3, dim: 2, positions: 2 }));
    await fit(model, data, run);
    const entries = rowsOf(numbers(model, 'codebook'), 2);
    const pairs = entries.flatMap((first) => entries.map((second) => [first, second]));
    const known = rowsOf(await model.decode(pairs), 15).map((row) => row.map((v) => v.toFixed(3)));
    const drawn = rowsOf(await model.sample(200), 15).map((row) => row.map((v) => v.toFixed(3)));
    expect(new Set(drawn.map(String))).toEqual(new Set(known.map(String)));
  });

  it('refuses restarts of what an optimiser moves', () => {
    expect(() => vectorQuantisedCode({ dim: 2, codebook: 'learned', restart: true })).toThrow(
      'expected false with a learned codebook',
    );
  });
});
