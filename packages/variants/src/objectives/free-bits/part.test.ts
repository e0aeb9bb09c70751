import * as tf from '@tensorflow/tfjs-core';
import {
  evidenceLowerBound,
  fit,
  type Code,
  type Objective,
  type Prior,
} from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import { describe, expect, it } from 'vitest';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { ladderCode } from '../../codes/ladder/part.js';
import { relaxedCategoricalCode } from '../../codes/relaxed-categorical/part.js';
import { vonMisesFisherCode } from '../../codes/von-mises-fisher/part.js';
import { gaussianMixture } from '../../priors/gaussian-mixture/part.js';
import { objectiveAlone } from '../../testing/objectiveAlone.js';
import { samples, withParts } from '../../testing/models.js';
import { freeBits, type FreeBitsOptions } from './part.js';

/** Divergences of three samples at two places: 0.3 and 1 on average. */
const elements = tf.tensor2d([
  [0.1, 2],
  [0.2, 1],
  [0.6, 0],
]);

const termsOf = (options: FreeBitsOptions, of: tf.Tensor = elements) =>
  objectiveAlone(freeBits(options))({
    batchSize: 3,
    reconstruction: { value: tf.tensor1d([3, 1, 2]) },
    divergence: { value: tf.sum(of, 1), elements: of, weight: 0.5 },
  });

describe('free bits', () => {
  it.each([
    [{ nats: 0.5, per: 'batch' }, 0.5 + 1],
    [{ nats: 0.25, per: 'batch' }, 0.3 + 1],
    [{ nats: 0.5, per: 'sample' }, (0.5 + 0.5 + 0.6) / 3 + (2 + 1 + 0.5) / 3],
  ] as const)('are a floor for each place: %j', (options, expected) => {
    const { reconstruction, kl, flooredKl } = termsOf(options);
    expect(reconstruction.value.dataSync()[0]).toBeCloseTo(2, 6);
    expect(kl.value.dataSync()[0]).toBeCloseTo(1.3, 6);
    expect(kl.weight).toBe(0);
    expect(flooredKl.value.dataSync()[0]).toBeCloseTo(expected, 6);
    expect(flooredKl.weight).toBe(0.5);
  });

  it.each([
    ['batch', [0, 1 / 3, 0, 1 / 3, 0, 1 / 3]],
    ['sample', [0, 1 / 3, 0, 1 / 3, 1 / 3, 0]],
  ] as const)('leave alone what is below it (per %s)', (per, expected) => {
    const slope = tf.grad((of) => termsOf({ nats: 0.5, per }, of)['flooredKl'].value);
    const found = slope(elements).dataSync();
    expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6));
  });
});

describe('a model with free bits', () => {
  const data = samples(24);
  const run = { epochs: 100, batchSize: 8, seed: 5, optimiser: adam({ learningRate: 0.01 }) };
  const measure = async (objective: Objective, code: Code = gaussianCode({ dim: 3, beta: 20 })) => {
    const model = withParts({ code, objective });
    const history = await fit(model, data, run);
    model.dispose();
    return history.training;
  };

  it('keeps its code in use where the weight of the divergence presses it to the prior', async () => {
    const [plain, free] = [await measure(evidenceLowerBound()), await measure(freeBits())];
    expect(plain['kl'].at(-1)).toBeLessThan(0.05);
    expect(free['kl'].at(-1)).toBeGreaterThan(0.3);
    expect(free['flooredKl'].at(-1)).toBeGreaterThanOrEqual(3 * 0.25 - 1e-6);
    free['loss'].forEach((loss, epoch) =>
      expect(loss).toBeCloseTo(free['reconstruction'][epoch] + 20 * free['flooredKl'][epoch], 3),
    );
  });

  it('is the evidence lower bound where nothing is free', async () => {
    const [plain, none] = [
      await measure(evidenceLowerBound()),
      await measure(freeBits({ nats: 0 })),
    ];
    none['loss'].forEach((loss, epoch) => expect(loss).toBeCloseTo(plain['loss'][epoch], 3));
  });

  it.each<[string, Code, Prior | undefined, number]>([
    ['each unit of both layers', ladderCode({ dim: 3, upper: 2, units: 4 }), undefined, 5],
    ['each variable', relaxedCategoricalCode({ variables: 4, classes: 3 }), undefined, 4],
    ['the code on the sphere', vonMisesFisherCode({ dim: 4 }), undefined, 1],
    ['the code at its draws', gaussianCode({ dim: 3 }), gaussianMixture({ components: 2 }), 1],
  ])('counts the places of a code: %s', async (_, code, prior, places) => {
    const nats = 50;
    const model = withParts({ code, ...(prior && { prior }), objective: freeBits({ nats }) });
    const { kl, flooredKl, loss, reconstruction } = await model.evaluate(data);
    expect(flooredKl).toBeCloseTo(places * nats, 3);
    expect(kl).toBeLessThan(nats);
    expect(loss).toBeCloseTo(reconstruction + flooredKl, 3);
    model.dispose();
  });

  it('without a divergence has none', async () => {
    const model = withParts({ objective: freeBits() });
    expect(Object.keys(await model.evaluate(data))).toEqual(
      expect.not.arrayContaining(['kl', 'flooredKl']),
    );
    model.dispose();
  });
});
