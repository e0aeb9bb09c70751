import { describe, expect, it } from 'vitest';
import { snapshot } from '../../model/snapshot.js';
import { samples, tiny } from '../../testing/tiny.js';
import type { Autoencoder } from '../../model/autoencoder.js';
import type { Callback } from '../callback.js';
import { fit } from '../fit.js';
import { earlyStopping } from './earlyStopping.js';
import { learningRateScheduler } from './learningRateScheduler.js';
import { reduceLearningRateOnPlateau } from './reduceLearningRateOnPlateau.js';

const data = samples(32);

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
    const run = fit(tiny(), data, { callbacks: [earlyStopping()] });
    await expect(run).rejects.toThrow(
      'cannot watch "validation.loss" (no validation data); this run has: loss, reconstruction, size',
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
