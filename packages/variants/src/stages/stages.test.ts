import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  classifier,
  Dataset,
  fit,
  type Autoencoder,
  type Callback,
  type Shape,
} from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deterministicCode } from '../codes/deterministic/part.js';
import { contractive } from '../recipes/contractive.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { sparse } from '../recipes/sparse.js';
import { underComplete } from '../recipes/under-complete.js';
import { denoising } from '../recipes/denoising.js';
import { samples } from '../testing/models.js';
import { handOver } from './hand-over.js';
import { pretrainLayers, type MakeLayer } from './pretrain-layers.js';

const labels = Int32Array.from({ length: 40 }, (_, i) => i % 3);
const data = new Dataset({ name: 'random', values: samples(40).values, shape: [15], labels });
const sigmoid = { activation: 'sigmoid', codeActivation: 'sigmoid', hidden: [] } as const;
const options = { epochs: 3, batchSize: 8, seed: 4, optimiser: adam({ learningRate: 0.01 }) };

const noisy = (latentDim: number, tied = true): MakeLayer => {
  return (input) => denoising({ input, latentDim, rate: 0.2, tied, ...sigmoid });
};

const weightsOf = (model: Pick<Autoencoder, 'variables'>) =>
  model.variables.map(({ name, variable }) => [name, Array.from(variable.dataSync())]);

const deepClassifier = (activation: 'sigmoid' | 'relu' = 'sigmoid') =>
  classifier({
    input: [15],
    encoder: denseEncoder({ hidden: [9], activation }),
    code: deterministicCode({ dim: 6, activation: 'sigmoid' }),
    decoder: denseDecoder({ initialiser: 'zeros' }),
    classes: 3,
  });

const mirrored = (tied = false) =>
  underComplete({
    input: [15],
    latentDim: 6,
    likelihood: 'bernoulli',
    tied,
    ...sigmoid,
    hidden: [9],
  });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stacking-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('pretrainLayers', () => {
  it('trains each layer on the codes of the one below, as fit would', async () => {
    const layers = [noisy(9), noisy(6)];
    const [first, second] = await pretrainLayers(data, { layers, ...options });
    const alone = noisy(9)([15]);
    await fit(alone, data, options);
    expect(weightsOf(first)).toEqual(weightsOf(alone));
    const above = noisy(6)([9]);
    await fit(above, await alone.encode(data), options);
    expect(weightsOf(second)).toEqual(weightsOf(above));
    for (const model of [first, second, alone, above]) model.dispose();
  });

  it('stacks layers of any kind', async () => {
    const layers: MakeLayer[] = [
      (input) => contractive({ input, latentDim: 9, contractionWeight: 0.01 }),
      (input) => sparse({ input, latentDim: 7 }),
      (input) => underComplete({ input, hidden: [5], latentDim: 2 }),
    ];
    const trained = await pretrainLayers(data, { layers, ...options });
    expect(trained.map(({ codeShape }) => codeShape)).toEqual([[9], [7], [2]]);
    for (const model of trained) model.dispose();
  });

  it('has options for one layer, and measures on codes of the validation data', async () => {
    const epochs: number[][] = [];
    const forLayer = (layer: number) => {
      const seen: number[] = (epochs[layer] = []);
      const callback: Callback = {
        onEpochEnd: ({ validation }) => void seen.push(validation!.loss),
      };
      return { epochs: layer + 1, callbacks: [callback] };
    };
    const layers = [noisy(9), noisy(6)];
    const given = { layers, forLayer, validation: data.slice(0, 10) };
    const [first, second] = await pretrainLayers(data, { ...options, ...given });
    expect(epochs.map(({ length }) => length)).toEqual([1, 2]);
    const { loss } = await second.evaluate(await first.encode(data.slice(0, 10)), { seed: 4 });
    expect(epochs[1][1]).toBeCloseTo(loss, 5);
    for (const model of [first, second]) model.dispose();
  });

  it('goes on from the checkpoints of an interrupted run with the same bits', async () => {
    const layers = [noisy(9), noisy(6)];
    const whole = await pretrainLayers(data, { layers, ...options });
    const controller = new AbortController();
    const interrupt: Callback = {
      onEpochEnd({ epoch }, { model }) {
        if (model.inputShape[0] === 9 && epoch === 1) controller.abort(new Error('enough'));
      },
    };
    const run = { layers, ...options, checkpoint: { folder }, resume: true };
    const { signal } = controller;
    const interrupted = pretrainLayers(data, { ...run, signal, callbacks: [interrupt] });
    await expect(interrupted).rejects.toThrow('enough');
    const epochs: Shape[] = [];
    const count: Callback = { onEpochEnd: (_, { model }) => void epochs.push(model.inputShape) };
    const resumed = await pretrainLayers(data, { ...run, callbacks: [count] });
    expect(epochs).toEqual([[9], [9]]);
    expect(resumed.map(weightsOf)).toEqual(whole.map(weightsOf));
    for (const model of [...whole, ...resumed]) model.dispose();
  });

  it('refuses to train nothing', async () => {
    await expect(pretrainLayers(data, { layers: [] })).rejects.toThrow('at least one layer');
  });
});

describe('handOver', () => {
  const pretrained = (tied: boolean) =>
    pretrainLayers(data, { layers: [noisy(9, tied), noisy(6, tied)], ...options });

  it.each([true, false])('gives a classifier the encoders, tied %s', async (tied) => {
    const layers = await pretrained(tied);
    const deep = deepClassifier();
    handOver(layers, deep);
    const codes = await layers[1].encode(await layers[0].encode(data));
    const deepCodes = await deep.encode(data);
    codes.forEach((value, i) => expect(deepCodes[i]).toBeCloseTo(value, 6));
    const before = layers.map(weightsOf);
    const history = await fit(deep, data, { ...options, epochs: 20 });
    expect(history.training.loss.at(-1)).toBeLessThan(history.training.loss[0]);
    expect(layers.map(weightsOf)).toEqual(before);
    for (const model of [...layers, deep]) model.dispose();
  });

  it.each([
    [true, false],
    [true, true],
    [false, false],
  ])('unrolls: layers tied %s, deep model tied %s', async (layersTied, deepTied) => {
    const layers = await pretrained(layersTied);
    const deep = mirrored(deepTied);
    handOver(layers, deep);
    const [first, second] = layers;
    const codes = await second.encode(await first.encode(data));
    const chained = await first.decode(await second.decode(codes));
    const reconstructed = await deep.reconstruct(data);
    chained.forEach((value, i) => expect(reconstructed[i]).toBeCloseTo(value, 5));
    for (const model of [...layers, deep]) model.dispose();
  });

  it('hands over the scaling of the first layer', async () => {
    const layers = await pretrainLayers(data, {
      layers: [(input) => underComplete({ input, ...sigmoid, latentDim: 9, scaling: 'centre' })],
      ...options,
    });
    const deep = underComplete({ input: [15], ...sigmoid, latentDim: 9, scaling: 'centre' });
    handOver(layers, deep);
    const [codes, expected] = [await deep.encode(data), await layers[0].encode(data)];
    expect(Array.from(codes)).toEqual(Array.from(expected));
    expect(deep.scaling).toEqual(layers[0].scaling);
    for (const model of [...layers, deep]) model.dispose();
  });

  it('refuses layers that do not fit, other activations, and scalings in between', async () => {
    const layers = await pretrained(true);
    const wide = underComplete({ input: [15], hidden: [10], latentDim: 6 });
    expect(() => handOver(layers, wide)).toThrow('[15, 9], [9, 6], but it has [15, 10], [10, 6]');
    expect(() => handOver(layers.slice(0, 1), wide)).toThrow('but it has [15, 10], [10, 6]');
    const other = deepClassifier('relu');
    expect(() => handOver(layers, other)).toThrow('give it their activations');
    const input: Shape = [9];
    const scaled = underComplete({ input, ...sigmoid, latentDim: 6, scaling: 'standard' });
    await fit(scaled, await layers[0].encode(data), options);
    const between = () => handOver([layers[0], scaled], mirrored());
    expect(between).toThrow('a layer above the first has the scaling "standard"');
    for (const model of [...layers, wide, other, scaled]) model.dispose();
  });
});
