import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fit, type Callback, type FitOptions, type History } from '@autoencoder-zoo/core';
import { stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { variational } from '@autoencoder-zoo/variants/variational';
import { expect, test } from 'vitest';
import { everything, samples } from './support/everything.js';
import { Program } from './support/program.js';
import { temporaryFolder } from './support/temporaryFolder.js';

/** A run and all that it leaves behind. */
async function run(path: string, changes: FitOptions<readonly [12]> = {}, watch: Callback = {}) {
  const { model, options } = everything();
  const history = await fit(model, samples, {
    ...options,
    checkpoint: { path },
    ...changes,
    callbacks: [...options.callbacks, watch],
  });
  const weights = model.variables.map(({ variable }) => hash(variable.dataSync()));
  model.dispose();
  // The file holds weights, moments, learning rate, history and the state of callbacks.
  return { history, weights, checkpoint: hash(readFileSync(path)) };
}

const hash = (values: NodeJS.ArrayBufferView) => createHash('sha256').update(values).digest('hex');

const abortAfter = (last: number, controller: AbortController): Callback => ({
  onBatchEnd({ step }) {
    if (step === last) controller.abort();
  },
});

const stepsPerEpoch = 5;
const stepsOf = ({ learningRate }: History) => learningRate.length * stepsPerEpoch;

test('a run killed again and again ends with the same bytes as one left alone', async () => {
  const folder = temporaryFolder();
  const program = await Program.load('train');
  const alone = join(folder, 'alone.safetensors');
  expect(await program.run({ path: alone })).toMatchObject({ code: 0 });

  const path = join(folder, 'killed.safetensors');
  const kills: number[] = [];
  for (;;) {
    const last = 4 + Math.floor(Math.random() * 12);
    const pause = Math.random() * 15;
    let seen = 0;
    const { code, signal } = await program.run(
      { path },
      {
        onLine(line, child) {
          if (++seen !== last) return;
          kills.push(Number(line));
          setTimeout(() => child.kill('SIGKILL'), pause);
        },
      },
    );
    if (signal === 'SIGKILL') continue;
    expect(code).toBe(0);
    break;
  }
  expect(kills.length).toBeGreaterThan(1);
  expect(readFileSync(path).equals(readFileSync(alone)), `killed after ${kills.join()}`).toBe(true);
});

test('a run aborted at any point of an epoch goes on with the same bits', async () => {
  const folder = temporaryFolder();
  const whole = await run(join(folder, 'whole.safetensors'));
  const path = join(folder, 'aborted.safetensors');
  for (let last = 1; last < stepsOf(whole.history); last += 7) {
    const abort = new AbortController();
    const watch = abortAfter(last, abort);
    const first = await run(path, { signal: abort.signal }, watch);
    expect(first.history.learningRate.length).toBe(Math.floor(last / stepsPerEpoch));
    expect(await run(path, { resume: true }), `aborted after step ${last}`).toEqual(whole);
    rmSync(path);
  }
});

test('a run killed at the end of an epoch, or of all, goes on with the same bits', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'run.safetensors');
  const found: string[] = [];
  const keep = () => {
    found.push(join(folder, `${found.length}.safetensors`));
    copyFileSync(path, found.at(-1)!);
  };
  // At the end of an epoch the last step has been saved, the epoch has not.
  const whole = await run(
    path,
    { checkpoint: { path, everySteps: 1 } },
    { onEpochEnd: keep, onTrainEnd: keep },
  );
  expect(found.length).toBe(whole.history.learningRate.length + 1);
  for (const path of found) {
    expect(await run(path, { checkpoint: { path }, resume: true }), path).toEqual(whole);
  }
});

test('the callbacks do act in this run, so that their state counts', async () => {
  const { history } = await run(join(temporaryFolder(), 'run.safetensors'));
  expect(history.learningRate.length).toBeLessThan(everything().options.epochs);
  const rates = history.learningRate;
  const ratios = rates.slice(1).map((rate, i) => rate / rates[i]);
  expect(Math.min(...ratios)).toBeLessThan(0.6);
});

test.each<[string, FitOptions<readonly [12]>, string]>([
  ['batch size', { batchSize: 8 }, 'batchSize: 16 there, 8 here'],
  ['seed', { seed: 8 }, 'seed: 7 there, 8 here'],
  ['order', { shuffle: false }, 'shuffle: true there, false here'],
  ['optimiser', { optimiser: stochasticGradientDescent({ learningRate: 1 }) }, 'optimiser:'],
  ['clipping', { clipNorm: 1 }, 'clipNorm: 5 there, 1 here'],
])('a run with another %s is refused, and what differs is named', async (_, changes, message) => {
  const path = join(temporaryFolder(), 'run.safetensors');
  await run(path, { epochs: 1 });
  const before = readFileSync(path);
  await expect(run(path, { epochs: 2, resume: true, ...changes })).rejects.toThrow(message);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a run with other data, another model or other callbacks is refused', async () => {
  const path = join(temporaryFolder(), 'run.safetensors');
  await run(path, { epochs: 1 });
  const resume = (data: typeof samples, changes: FitOptions<readonly [12]> = {}) => {
    const { model, options } = everything();
    return fit(model, data, { ...options, checkpoint: { path }, resume: true, ...changes });
  };
  await expect(resume(samples.slice(0, 60))).rejects.toThrow('samples: 70 there, 60 here');
  await expect(resume(samples, { callbacks: [] })).rejects.toThrow(
    'written with 2 callbacks that have a state, but 0 are here',
  );
  const { optimiser } = everything().options;
  const other = variational({ input: [12], hidden: [4], latentDim: 2, likelihood: 'gaussian' });
  await expect(
    fit(other, samples, { optimiser, checkpoint: { path }, resume: true }),
  ).rejects.toThrow('another model');
});
