import { join } from 'node:path';
import { Dataset, type Autoencoder, type Callback } from '@autoencoder-zoo/core';
import { denoising } from '@autoencoder-zoo/variants/denoising';
import { expect, it } from 'vitest';
import { makeContext } from './context.js';
import { temporaryFolder } from './testing/folder.js';

const folder = temporaryFolder();

const values = Float32Array.from({ length: 64 * 8 }, (_, i) => 0.5 + 0.5 * Math.sin(i));
const data = new Dataset({ name: 'waves', values, shape: [8] });
const layers = [5, 3].map((latentDim) => {
  return (input: readonly number[]) => denoising({ input, latentDim, codeActivation: 'sigmoid' });
});

const contextIn = (name: string, signal = new AbortController().signal) =>
  makeContext({
    settings: {},
    quick: false,
    folder: join(folder, name),
    label: 'waves',
    seed: 3,
    signal,
    verbose: false,
    note: () => undefined,
  });

const weightsOf = (models: readonly Autoencoder[]) =>
  models.map(({ variables }) => variables.map(({ variable }) => Array.from(variable.dataSync())));

it('pre-trains layers, and goes on with the one that was interrupted', async () => {
  const options = { layers, epochs: 200, batchSize: 16 };
  const whole = await contextIn('whole').pretrain('layers', data, options);

  const controller = new AbortController();
  const seen: string[] = [];
  const callback: Callback = {
    onEpochEnd({ epoch }, { model }) {
      seen.push(`${model.inputShape[0]}`);
      if (model.inputShape[0] === 5 && epoch === 170) controller.abort();
    },
  };
  const run = { ...options, callbacks: [callback] };
  const interrupted = contextIn('twice', controller.signal).pretrain('layers', data, run);
  await expect(interrupted).rejects.toThrow('aborted');
  const resumed = await contextIn('twice').pretrain('layers', data, run);

  expect(seen.filter((width) => width === '8')).toHaveLength(200);
  expect(seen.filter((width) => width === '5')).toHaveLength(200);
  expect(weightsOf(resumed)).toEqual(weightsOf(whole));
});

it('refuses two pieces of work of one name', async () => {
  const context = contextIn('names');
  await context.stage('layers', () => 1);
  await expect(context.pretrain('layers', data, { layers, epochs: 1 })).rejects.toThrow(
    'two stages of one run are named "layers"',
  );
});
