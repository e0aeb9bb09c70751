import { definePart, fit } from '@autoencoder-zoo/core';
import { adam } from '@autoencoder-zoo/engine';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { gaussianCode } from '../codes/gaussian/part.js';
import { ladderCode } from '../codes/ladder/part.js';
import { vonMisesFisherCode } from '../codes/von-mises-fisher/part.js';
import { samples, withParts, type CaseParts } from '../testing/models.js';

/** Takes the divergence at many draws, also where it has a closed form. */
const atDraws = definePart({
  kind: 'objective',
  name: 'atDraws@1',
  options: z.strictObject({}),
  build: () => ({
    draws: 1000,
    perDraw: true,
    terms: ({ reconstruction, divergence }) => ({
      reconstruction: { value: tf.mean(reconstruction.value) },
      kl: { value: tf.mean(divergence!.value) },
    }),
  }),
});

const data = samples(20);
const pairs: Readonly<Record<string, CaseParts>> = {
  'normal and standard normal': { code: gaussianCode({ dim: 3, beta: 0 }) },
  'normal of one variance and standard normal': {
    code: gaussianCode({ dim: 3, beta: 0, variance: 'learned' }),
  },
  'von Mises-Fisher and uniform on the circle': { code: vonMisesFisherCode({ dim: 2, beta: 0 }) },
  'von Mises-Fisher and uniform on the sphere': { code: vonMisesFisherCode({ dim: 5, beta: 0 }) },
};

it.each(Object.entries(pairs))('of %s is the mean over draws', async (_, parts) => {
  const [closed, drawn] = [withParts(parts), withParts({ ...parts, objective: atDraws() })];
  const optimiser = adam({ learningRate: 0.01 });
  await fit(closed, data, { epochs: 30, batchSize: 10, seed: 1, optimiser });
  drawn.variables.forEach(({ variable }, i) => variable.assign(closed.variables[i].variable));
  const expected = (await closed.evaluate(data))['kl'];
  expect(expected).toBeGreaterThan(0.3);
  const mean = (await drawn.evaluate(data))['kl'];
  expect(Math.abs(mean / expected - 1)).toBeLessThan(0.03);
  for (const model of [closed, drawn]) model.dispose();
});

it('of the two layers of a ladder is the mean over draws', async () => {
  // Its closed form holds for a draw of the upper layer, so that it is an average over draws, too.
  const parts = { code: ladderCode({ dim: 2, upper: 2, units: 4, beta: 0 }) };
  const [closed, drawn] = [withParts(parts), withParts({ ...parts, objective: atDraws() })];
  drawn.variables.forEach(({ variable }, i) => variable.assign(closed.variables[i].variable));
  const seeds = Array.from({ length: 100 }, (_, seed) => seed);
  let expected = 0;
  for (const seed of seeds) expected += (await closed.evaluate(data, { seed }))['kl'] / 100;
  const mean = (await drawn.evaluate(data))['kl'];
  expect(expected).toBeGreaterThan(0.05);
  expect(Math.abs(mean - expected)).toBeLessThan(0.02);
  for (const model of [closed, drawn]) model.dispose();
});
