import { adam } from '@autoencoder-zoo/engine';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snapshot } from '../../model/snapshot.js';
import { samples, tiny } from '../../testing/tiny.js';
import type { Autoencoder } from '../../model/autoencoder.js';
import type { Callback } from '../callback.js';
import { InUseError } from '../../files/inUse.js';
import { fit, type FitOptions } from '../fit.js';
import { limitedMemoryBfgs } from '../methods/limitedMemoryBfgs.js';
import { earlyStopping } from './earlyStopping.js';
import { learningRateScheduler } from './learningRateScheduler.js';
import { modelCheckpoint } from './modelCheckpoint.js';
import { reduceLearningRateOnPlateau } from './reduceLearningRateOnPlateau.js';

const data = samples(32);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callbacks-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Reports given values in the place of the loss. */
function scripted(callback: Callback, losses: readonly number[]): Callback {
  return {
    ...callback,
    onEpochEnd: (event, context) =>
      callback.onEpochEnd!({ ...event, terms: { loss: losses[event.epoch - 1] } }, context),
  };
}

describe('earlyStopping', () => {
  it('waits for its patience and gives back the weights of the best epoch', async () => {
    const model = tiny();
    const weights: Record<string, Float32Array>[] = [];
    const stopping = earlyStopping({ monitor: 'loss', patience: 2 });
    const history = await fit(model, data, {
      epochs: 10,
      callbacks: [
        { onEpochEnd: () => void weights.push(snapshot(model as unknown as Autoencoder)) },
        scripted(stopping, [5, 3, 4, 3, 1]),
      ],
    });
    expect(history.training['loss']).toHaveLength(4);
    expect(snapshot(model as unknown as Autoencoder)).toEqual(weights[1]);
    expect(weights[3]).not.toEqual(weights[1]);
  });

  it('can leave the last weights, and asks for more than minDelta', async () => {
    const model = tiny();
    let last = {};
    const stopping = earlyStopping({
      monitor: 'loss',
      patience: 1,
      minDelta: 0.5,
      restoreBestWeights: false,
    });
    const history = await fit(model, data, {
      epochs: 10,
      callbacks: [
        { onEpochEnd: () => void (last = snapshot(model as unknown as Autoencoder)) },
        scripted(stopping, [5, 4, 3.6, 1]),
      ],
    });
    expect(history.training['loss']).toHaveLength(3);
    expect(snapshot(model as unknown as Autoencoder)).toEqual(last);
  });

  it('begins anew with each run', async () => {
    const stopping = earlyStopping({ monitor: 'loss', patience: 2 });
    for (const losses of [
      [1, 2, 3, 4],
      [9, 8, 7, 8, 9],
    ]) {
      const history = await fit(tiny(), data, {
        epochs: 10,
        callbacks: [scripted(stopping, losses)],
      });
      expect(history.training['loss']).toHaveLength(losses.indexOf(Math.min(...losses)) + 3);
    }
  });

  it('says what can be watched', async () => {
    const run = fit(tiny(), data, { callbacks: [earlyStopping({ monitor: 'los' })] });
    await expect(run).rejects.toThrow(
      'cannot watch "los"; this run has: loss, reconstruction, size',
    );
  });
});

describe('learning rates', () => {
  it('fall on a plateau, but not below the least', async () => {
    const callback = reduceLearningRateOnPlateau({
      monitor: 'loss',
      factor: 0.5,
      patience: 2,
      minDelta: 0.1,
      minLearningRate: 0.0004,
    });
    const { learningRate } = await fit(tiny(), data, {
      epochs: 8,
      callbacks: [scripted(callback, [5, 5, 4.95, 4, 4, 4, 4, 4])],
    });
    expect(learningRate).toEqual([0.001, 0.001, 0.001, 0.0005, 0.0005, 0.0005, 0.0004, 0.0004]);
  });

  it('follow a function of the epoch', async () => {
    const { learningRate } = await fit(tiny(), data, {
      epochs: 3,
      callbacks: [learningRateScheduler((epoch) => 0.1 / (epoch + 1))],
    });
    expect(learningRate).toEqual([0.1, 0.05, 0.1 / 3]);
  });
});

describe('a run that lacks what a callback needs is refused before it changes anything:', () => {
  const halved = () => learningRateScheduler((_, rate) => rate / 2);
  const plateau = (monitor: string) => reduceLearningRateOnPlateau({ monitor });
  const optimiser = limitedMemoryBfgs();
  it.each<[string, Callback, FitOptions<readonly [4]>, string]>([
    ['a rate', halved(), { optimiser }, 'learningRateScheduler: this optimiser chooses'],
    ['a rate', plateau('loss'), { optimiser }, 'reduceLearningRateOnPlateau: this optimiser'],
    ['validation', plateau('validation.loss'), {}, 'reduceLearningRateOnPlateau: cannot watch'],
    ['validation', earlyStopping(), {}, 'cannot watch "validation.loss" (no validation data)'],
    ['validation', modelCheckpoint({ folder: 'x' }), {}, 'modelCheckpoint: cannot watch'],
  ])('%s', async (_, callback, options, message) => {
    const path = join(folder, 'run.safetensors');
    await fit(tiny({ scaling: 'standard' }), data, { ...options, epochs: 1, checkpoint: { path } });
    for (const resume of [false, true]) {
      const model = tiny({ scaling: 'standard' });
      const before = snapshot(model);
      const events: string[] = [];
      const watch: Callback = { onTrainBegin: ({ kind }) => void events.push(kind) };
      const run = fit(model, data, {
        ...options,
        epochs: 2,
        checkpoint: { path },
        resume,
        callbacks: [watch, callback],
      });
      await expect(run).rejects.toThrow(message);
      expect(events).toEqual([]);
      expect(model.isScaled).toBe(false);
      expect(snapshot(model)).toEqual(before);
    }
  });
});

describe('a callback with a state', () => {
  it('is of one run at a time, which a refused one does not disturb', async () => {
    const callback = modelCheckpoint({ folder: join(folder, 'model'), monitor: 'loss' });
    const options = { epochs: 1, callbacks: [callback] };
    const model = tiny();
    const onEpochEnd = async () => {
      await expect(fit(tiny(), data, options)).rejects.toThrow(
        'fit: option "callbacks": number 0 is in another training that goes on',
      );
      // Nor does that give back the folder of the first run.
      const other = modelCheckpoint({ folder: join(folder, 'model'), monitor: 'loss' });
      const third = fit(tiny(), data, { epochs: 1, callbacks: [other] });
      await expect(third).rejects.toThrow(InUseError);
    };
    await fit(model, data, { epochs: 1, callbacks: [callback, { onEpochEnd }] });
    await fit(model, data, options);
  });

  it('stands once in a run', async () => {
    const stopping = earlyStopping({ monitor: 'loss' });
    const twice = fit(tiny(), data, { epochs: 1, callbacks: [stopping, stopping] });
    await expect(twice).rejects.toThrow('number 1 is listed twice');
    await fit(tiny(), data, { epochs: 1, callbacks: [stopping] });
  });

  it('is free after a run that failed', async () => {
    const stopping = earlyStopping({ monitor: 'nothing' });
    for (let i = 0; i < 2; i++) {
      const run = fit(tiny(), data, { epochs: 1, callbacks: [stopping] });
      await expect(run).rejects.toThrow('cannot watch "nothing"');
    }
  });
});

describe('modelCheckpoint', () => {
  const saved = async () => (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const keep = () => modelCheckpoint({ folder: join(folder, '{epoch}'), monitor: 'loss' });

  it('does not forget the best after NaN', async () => {
    const callbacks = [scripted(keep(), [3, NaN, 4, Infinity, 2])];
    await fit(tiny(), data, { epochs: 5, callbacks });
    expect(await saved()).toEqual(['1', '5']);
  });

  it('begins anew with each run', async () => {
    const callback = keep();
    await fit(tiny(), data, { epochs: 1, callbacks: [scripted(callback, [1])] });
    await rm(join(folder, '1'), { recursive: true });
    await fit(tiny(), data, { epochs: 1, callbacks: [scripted(callback, [9])] });
    expect(await saved()).toEqual(['1']);
  });
});

describe('a resumed run', () => {
  it.each<[string, () => Callback]>([
    ['learningRateScheduler', () => learningRateScheduler((_, rate) => rate * 0.5)],
    [
      'reduceLearningRateOnPlateau',
      () =>
        scripted(reduceLearningRateOnPlateau({ monitor: 'loss', patience: 1 }), [3, 3, 3, 3, 3]),
    ],
    [
      'earlyStopping',
      () => scripted(earlyStopping({ monitor: 'loss', patience: 2 }), [3, 2, 2.5, 2.6, 1]),
    ],
  ])('of %s gives the bits of one in a single go', async (_, make) => {
    const optimiser = adam({ learningRate: 0.1 });
    const options = { batchSize: 8, optimiser };
    const whole = tiny();
    const expected = await fit(whole, data, { ...options, epochs: 5, callbacks: [make()] });
    for (const stop of [1, 2, 3]) {
      const checkpoint = { path: join(folder, `${stop}.safetensors`), everySteps: 3 };
      const run = { ...options, checkpoint };
      await fit(tiny(), data, { ...run, epochs: stop, callbacks: [make()] });
      const resumed = tiny();
      const history = await fit(resumed, data, {
        ...run,
        epochs: 5,
        resume: true,
        callbacks: [make()],
      });
      expect(history).toEqual(expected);
      expect(snapshot(resumed as unknown as Autoencoder)).toEqual(
        snapshot(whole as unknown as Autoencoder),
      );
    }
  });

  it('is refused on other data, also where there are as many, and with other options', async () => {
    const checkpoint = { path: join(folder, 'run.safetensors') };
    const options = { checkpoint, validation: samples(8, 5) };
    await fit(tiny(), data, { ...options, epochs: 1 });
    const resume = { ...options, epochs: 2, resume: true };
    const model = tiny();
    const before = snapshot(model);
    await expect(fit(model, samples(32, 4), resume)).rejects.toThrow(
      'belongs to another run (data: other samples than it began with)',
    );
    await expect(
      fit(model, data, { ...resume, optimiser: adam({ learningRate: 0.01 }) }),
    ).rejects.toThrow('belongs to another run (learningRate: 0.001 there, 0.01 here)');
    await expect(fit(model, data, { ...resume, validation: samples(8, 6) })).rejects.toThrow(
      'belongs to another run (validation: other samples than it began with)',
    );
    expect(snapshot(model as unknown as Autoencoder)).toEqual(before);
    await fit(model, data, resume);
  });

  it.each([
    [true, 'it began with validation data, but none are given here: give the same'],
    [false, 'it began without validation data, but some are given here: leave them out'],
  ])('says what to do about validation data that it began with: %s', async (with_, message) => {
    const checkpoint = { path: join(folder, 'run.safetensors') };
    const validation = samples(8, 5);
    await fit(tiny(), data, { epochs: 1, checkpoint, ...(with_ && { validation }) });
    const resume = { epochs: 2, checkpoint, resume: true, ...(!with_ && { validation }) };
    await expect(fit(tiny(), data, resume)).rejects.toThrow(message);
  });
});

describe('close', () => {
  const throwing = (message: string) => () => {
    throw new Error(message);
  };

  it('is called of all callbacks, also where one of them fails', async () => {
    let closed = 0;
    const count: Callback = {
      close() {
        closed++;
      },
    };
    const callbacks = [{ close: throwing('mine') }, count];
    await expect(fit(tiny(), data, { epochs: 1, callbacks })).rejects.toThrow('mine');
    expect(closed).toBe(1);
  });

  it('does not hide the error that ended the run', async () => {
    const callbacks = [{ onBatchEnd: throwing('first'), close: throwing('second') }];
    await expect(fit(tiny(), data, { epochs: 1, callbacks })).rejects.toThrow('first');
  });
});
