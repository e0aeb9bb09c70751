import * as tf from '@tensorflow/tfjs-core';
import {
  autoencoder,
  categoricalLikelihood,
  Dataset,
  fit,
  inputNames,
  RandomStream,
  trainingMode,
  type Autoencoder,
} from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { embeddingEncoder } from '../../encoders/embedding/part.js';
import { lstmEncoder } from '../../encoders/lstm/part.js';
import { bernoulliLikelihood } from '../../likelihoods/bernoulli/part.js';
import { sentenceVariational } from '../../recipes/sentence-variational.js';
import { autoregressiveDecoder, type AutoregressiveDecoderOptions } from './part.js';

const [steps, classes] = [6, 5];

const made: { dispose(): void }[] = [];
afterEach(() => {
  for (const model of made.splice(0)) model.dispose();
});

function make(options: AutoregressiveDecoderOptions = {}, input: readonly number[] = [steps, 1]) {
  const model = autoencoder({
    input: [...input],
    encoder: embeddingEncoder({ of: lstmEncoder({ units: 6 }), classes, dim: 4 }),
    code: gaussianCode({ dim: 3 }),
    decoder: autoregressiveDecoder({ units: 8, dim: 4, ...options }),
    likelihood: categoricalLikelihood({ classes }),
  });
  made.push(model);
  return model;
}

function tokens(count: number, shape: readonly number[] = [steps, 1], seed = 1) {
  const size = shape.reduce((a, b) => a * b);
  const drawn = new RandomStream(seed, 'tokens').uniform(new Float32Array(count * size));
  return new Dataset({ name: 'tokens', values: drawn.map((v) => Math.floor(v * classes)), shape });
}

/** The logits of codes, with the true tokens before each step. */
function taught(model: Autoencoder, codes: Float32Array, truth: Float32Array): number[] {
  const { network } = model;
  const rows = codes.length / 3;
  return tf.tidy(() => {
    const batch = network.batch(
      { [inputNames.x]: tf.tensor(truth, [rows, ...model.inputShape]) },
      trainingMode,
    );
    const made = network.built.decoder.decode(tf.tensor(codes, [rows, 3]), batch) as tf.Tensor;
    return Array.from(made.dataSync());
  });
}

const likeliest = (logits: readonly number[]) =>
  Array.from({ length: logits.length / classes }, (_, i) => {
    const own = logits.slice(i * classes, (i + 1) * classes);
    return own.indexOf(Math.max(...own));
  });

describe('an autoregressive decoder', () => {
  it.each([
    ['lstm', 1, [steps, 1]],
    ['gru', 2, [steps, 1]],
    ['lstm', 2, [steps, 2]],
  ] as const)(
    'chooses what it finds likeliest after its own tokens: %s, %i layers, %j',
    async (cell, layers, input) => {
      const model = make({ cell, layers }, input);
      await fit(model, tokens(64, input), { epochs: 5, batchSize: 16, seed: 1 });
      const codes = new RandomStream(2, 'codes').normal(new Float32Array(20 * 3));
      const chosen = await model.decode(
        Array.from({ length: 20 }, (_, i) => codes.subarray(i * 3, i * 3 + 3)),
      );
      expect(likeliest(taught(model, codes, chosen))).toEqual(Array.from(chosen));
      expect(new Set(chosen).size).toBeGreaterThan(1);
    },
  );

  it('gives logits that depend on the tokens before, and on no later ones', () => {
    const model = make();
    const codes = new Float32Array(3).fill(0.5);
    const truth = Float32Array.of(0, 1, 2, 3, 4, 0);
    const logits = taught(model, codes, truth);
    const other = taught(model, codes, truth.with(2, 4));
    expect(other.slice(0, 3 * classes)).toEqual(logits.slice(0, 3 * classes));
    for (let step = 3; step < steps; step++) {
      const [from, to] = [step * classes, (step + 1) * classes];
      expect(other.slice(from, to)).not.toEqual(logits.slice(from, to));
    }
  });

  it.each([1, 0.5])('draws tokens by their probabilities, temperature %d', async (temperature) => {
    const model = make({ temperature }, [1, 1]);
    for (const { name, variable } of model.variables) {
      // The code decides nothing, so all samples have the same probabilities.
      if (/initial/.test(name)) variable.assign(tf.zerosLike(variable));
    }
    const logits = taught(model, new Float32Array(3), new Float32Array(1));
    const shares = logits.map((value) => Math.exp(value / temperature));
    const total = shares.reduce((a, b) => a + b);
    const count = 20_000;
    const drawn = await model.sample(count, { seed: 3 });
    shares.forEach((share, token) => {
      const probability = share / total;
      const found = drawn.filter((value) => value === token).length / count;
      const deviation = Math.sqrt((probability * (1 - probability)) / count);
      expect(Math.abs(found - probability)).toBeLessThan(4 * deviation);
    });
  });

  it('draws the same tokens from the same seed, and others from another', async () => {
    const model = make();
    const [first, second, other] = await Promise.all(
      [1, 1, 2].map((seed) => model.sample(40, { seed })),
    );
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('drops words in training alone', async () => {
    const [dropping, seeing] = [make({ wordDropout: 0.5 }), make()];
    const data = tokens(40);
    expect(await dropping.evaluate(data)).toEqual(await seeing.evaluate(data));
    expect(await dropping.reconstruct(data)).toEqual(await seeing.reconstruct(data));
    const run = { epochs: 1, batchSize: 20, seed: 1 };
    const losses = [];
    for (const model of [dropping, seeing]) {
      losses.push((await fit(model, data, run)).training.reconstruction[0]);
    }
    expect(losses[0]).not.toBe(losses[1]);
  });

  it('is measured by what it chooses, without the truth in hand', async () => {
    const model = make();
    const data = tokens(30);
    const { hammingDistance } = await model.evaluate(data);
    const outputs = await model.reconstruct(data);
    const wrong = outputs.filter((value, i) => value !== data.values[i]).length;
    expect(hammingDistance).toBeCloseTo(wrong / 30, 5);
    const { squaredError } = await model.evaluate(data);
    expect(squaredError).toBeUndefined();
  });

  it('refuses a likelihood of other values, and samples that are no sequences', () => {
    const parts = {
      encoder: lstmEncoder({ units: 2 }),
      code: gaussianCode({ dim: 2 }),
      decoder: autoregressiveDecoder(),
    };
    expect(() =>
      autoencoder({ input: [4, 1], ...parts, likelihood: bernoulliLikelihood() }),
    ).toThrow(/autoregressiveDecoder reads numbers of classes.*categoricalLikelihood/);
    expect(() => make({}, [4])).toThrow(/needs samples of shape \[steps, channels\]/);
  });
});

/** Sentences of an article, an adjective or none, a noun of the article's kind, and the end. */
function sentences(count: number) {
  const [end, articles, adjectives, nouns] = [0, [1, 2], [3, 4, 5], [6, 7, 8, 9]];
  const stream = new RandomStream(4, 'grammar');
  const pick = (among: readonly number[]) =>
    among[Math.floor(stream.uniform(new Float32Array(1))[0] * among.length)];
  const values = new Float32Array(count * 4);
  for (let i = 0; i < count; i++) {
    const kind = pick([0, 1]);
    const noun = nouns[2 * kind + pick([0, 1])];
    const words = [articles[kind], ...(pick([0, 1]) ? [pick(adjectives)] : []), noun, end];
    values.set(words, i * 4);
  }
  return new Dataset({ name: 'sentences', values, shape: [4, 1] });
}

const isSentence = ([article, ...rest]: readonly number[]) => {
  const noun = rest.findIndex((word) => word >= 6);
  const adjectives = rest.slice(0, noun);
  return (
    (article === 1 || article === 2) &&
    (noun === 0 || noun === 1) &&
    adjectives.every((word) => word >= 3 && word <= 5) &&
    (article === 1) === rest[noun] <= 7 &&
    rest.slice(noun + 1).every((word) => word === 0)
  );
};

it('learns sentences: keeps them in its code, and draws new ones by their grammar', async () => {
  const data = sentences(512);
  for (let i = 0; i < 512; i++) {
    expect(isSentence(Array.from(data.values.slice(i * 4, i * 4 + 4)))).toBe(true);
  }
  const model = sentenceVariational({
    input: [4, 1],
    vocabulary: 10,
    units: 32,
    dim: 8,
    latentDim: 4,
    freeBits: 1,
  });
  made.push(model);
  await fit(model, data, {
    epochs: 300,
    batchSize: 64,
    optimiser: adam({ learningRate: 0.01 }),
    seed: 1,
  });
  const { hammingDistance } = await model.evaluate(data);
  expect(hammingDistance).toBeLessThan(0.1);
  const count = 400;
  const drawn = Array.from(await model.sample(count, { seed: 1 }));
  const right = Array.from({ length: count }, (_, i) => drawn.slice(i * 4, i * 4 + 4)).filter(
    isSentence,
  );
  // 40 of 10,000 sequences are sentences.
  expect(right.length / count).toBeGreaterThan(0.95);
  expect(new Set(right.map(String)).size).toBeGreaterThan(12);
});
