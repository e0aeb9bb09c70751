import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  classifier,
  Dataset,
  fit,
  limitedMemoryBfgs,
  OptionsError,
  train,
  type Autoencoder,
  type Model,
} from '@autoencoder-zoo/core';
import { pcaReconstructionError } from '@autoencoder-zoo/measures';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deterministicCode } from '../codes/deterministic/part.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { sparse } from '../recipes/sparse.js';
import { underComplete } from '../recipes/under-complete.js';
import { denoising } from '../recipes/denoising.js';
import { weightDecay } from '../penalties/weight-decay/part.js';
import { samples } from '../testing/models.js';

const labels = Int32Array.from({ length: 50 }, (_, i) => i % 3);
const data = new Dataset({ name: 'random', values: samples(50).values, shape: [15], labels });
const optimiser = limitedMemoryBfgs();
const curved = () => underComplete({ input: [15], hidden: [8], latentDim: 3, activation: 'tanh' });
const deeply = () =>
  classifier({
    input: [15],
    encoder: denseEncoder({ hidden: [6], activation: 'tanh' }),
    code: deterministicCode({ dim: 4 }),
    decoder: denseDecoder(),
    penalties: [weightDecay({ weight: 0.01 })],
    classes: 3,
  });
const weightsOf = ({ variables }: Pick<Autoencoder, 'variables'>) =>
  variables.map(({ name, variable }) => [name, Array.from(variable.dataSync())]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'full-batch-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('limitedMemoryBfgs', () => {
  it('finds the optimum where it is known: PCA', async () => {
    const model = underComplete({ input: [15], hidden: [], latentDim: 3, scaling: 'centre' });
    const { training } = await fit(model, data, { optimiser, epochs: 500 });
    const best = pcaReconstructionError(data, data, 3);
    expect(training.loss.at(-1)! / best).toBeCloseTo(1, 4);
    model.dispose();
  });

  it.each([
    ['autoencoder', curved],
    ['sparse', () => sparse({ input: [15], latentDim: 7, outputActivation: 'sigmoid' })],
    ['denoising', () => denoising({ input: [15], latentDim: 7 })],
    ['classifier', deeply],
  ])('lowers the loss at each epoch, and tells what was reached: %s', async (name, make) => {
    const model: Model<readonly [15]> = make();
    const { loss } = (await fit(model, data, { optimiser, epochs: 25 })).training;
    loss.slice(1).forEach((value, i) => expect(value).toBeLessThan(loss[i]));
    const { loss: measured } = await model.evaluate(data);
    if (name !== 'denoising') expect(measured).toBeCloseTo(loss.at(-1)!, 4);
    model.dispose();
  });

  it('computes samples in shares with the same loss', async () => {
    for (const make of [curved, deeply]) {
      const [whole, shared]: Model<readonly [15]>[] = [make(), make()];
      const a = await fit(whole, data, { optimiser, epochs: 8 });
      const b = await fit(shared, data, { optimiser, epochs: 8, batchSize: 20 });
      a.training.loss.forEach((value, i) => expect(b.training.loss[i]).toBeCloseTo(value, 3));
      for (const model of [whole, shared]) model.dispose();
    }
  });

  it('minimises one function where samples are binarised', async () => {
    const values = data.values.map((value) => 1 / (1 + Math.exp(-value)));
    const drawn = new Dataset({ name: 'drawn', values, shape: [15] }).binarise();
    const { training } = await fit(curved(), drawn, { optimiser, epochs: 20 });
    const losses = training['loss'];
    losses.slice(1).forEach((loss, i) => expect(loss).toBeLessThanOrEqual(losses[i]));
  });

  it('agrees with the eager engine', async () => {
    const [compiled, eager] = [curved(), curved()];
    eager.engine = { engine: 'eager', backend: 'cpu' };
    const a = await fit(compiled, data, { optimiser, epochs: 10 });
    const b = await fit(eager, data, { optimiser, epochs: 10 });
    a.training.loss.forEach((value, i) => expect(b.training.loss[i] / value).toBeCloseTo(1, 4));
    for (const model of [compiled, eager]) model.dispose();
  });

  it('goes on from a checkpoint with the same bits', async () => {
    const [whole, halved, resumed] = [curved(), curved(), curved()];
    const history = await fit(whole, data, { optimiser, epochs: 20 });
    const checkpoint = { path: join(folder, 'run.safetensors') };
    const controller = new AbortController();
    await fit(halved, data, {
      optimiser,
      epochs: 20,
      checkpoint,
      signal: controller.signal,
      callbacks: [
        {
          onEpochEnd({ epoch }) {
            if (epoch === 9) controller.abort();
          },
        },
      ],
    });
    const rest = await fit(resumed, data, { optimiser, epochs: 20, checkpoint, resume: true });
    expect(weightsOf(resumed)).toEqual(weightsOf(whole));
    expect(rest).toEqual(history);
    for (const model of [whole, halved, resumed]) model.dispose();
  });

  it('ends when it can do no more, also after it is resumed', async () => {
    const loose = limitedMemoryBfgs({ gradientTolerance: 0.05 });
    const checkpoint = { path: join(folder, 'run.safetensors') };
    const run = { optimiser: loose, epochs: 1000, checkpoint, resume: true };
    const model = curved();
    const ends: unknown[] = [];
    for (let i = 0; i < 2; i++) {
      for await (const event of train(model, data, run)) {
        if (event.kind === 'end') ends.push([event.reason, event.epoch]);
      }
    }
    expect(ends[0]).toEqual(['converged', expect.any(Number)]);
    expect(ends[1]).toEqual(ends[0]);
    model.dispose();
  });

  it('trains the parts that it is told to', async () => {
    const model = deeply();
    const before = new Map(model.variables.map((v) => [v.name, Array.from(v.variable.dataSync())]));
    await fit(model, data, { optimiser, epochs: 3, only: ['decoder'] });
    for (const { name, variable } of model.variables) {
      const stays = !name.startsWith('decoder');
      const same = String(Array.from(variable.dataSync())) === String(before.get(name));
      expect(same, name).toBe(stays);
    }
    model.dispose();
  });

  it.each([{ history: 1 }, { gradientTolerance: 1 }, { valueTolerance: 0.1 }])(
    'does something else with %o',
    async (options) => {
      const losses = async (optimiser = limitedMemoryBfgs()) => {
        const model = curved();
        const { training } = await fit(model, data, { optimiser, epochs: 15 });
        model.dispose();
        return training.loss;
      };
      expect(await losses(limitedMemoryBfgs(options))).not.toEqual(await losses());
    },
  );

  it('refuses what has no effect, or would change the loss', async () => {
    const model = sparse({ input: [15], latentDim: 7 });
    const run = (options: object) => fit(model, data, { optimiser, epochs: 2, ...options });
    await expect(run({ batchSize: 20 })).rejects.toThrow('depends on the whole batch');
    await expect(run({ clipNorm: 1 })).rejects.toThrow(OptionsError);
    const { onEpochEnd } = {
      onEpochEnd: (_: unknown, { control }: { control: { learningRate: number } }) => {
        control.learningRate = 0.1;
      },
    };
    await expect(run({ callbacks: [{ onEpochEnd }] })).rejects.toThrow('no learning rate to set');
    // @ts-expect-error -- misspelt
    expect(() => limitedMemoryBfgs({ memory: 3 })).toThrow('unknown option "memory"');
    model.dispose();
  });
});
