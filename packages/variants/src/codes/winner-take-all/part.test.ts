import * as tf from '@tensorflow/tfjs-core';
import { Context, Declarations, type Frame } from '@autoencoder-zoo/core';
import '@autoencoder-zoo/engine';
import { expect, it } from 'vitest';
import { denseEncoder } from '../../encoders/dense/part.js';
import { withParts } from '../../testing/models.js';
import { winnerTakeAllCode, type WinnerTakeAllCodeOptions } from './part.js';

const frame = (mode: Frame['mode']) =>
  ({ mode, perDraw: <T extends tf.Tensor>(x: T) => x }) as Frame;

/** Units `[samples, places, dim]` of a batch, and what the decoder gets of them in training. */
function coded(options: WinnerTakeAllCodeOptions, features: number[]) {
  const context = new Context(new Declarations(0), 'code', { kind: 'code', shapes: { features } });
  const built = winnerTakeAllCode(options).build(context);
  const x = tf.randomNormal([10, ...features], 0, 1, 'float32', 3);
  const [units, inTraining] = [built.code(x, frame('use')), built.code(x, frame('train'))];
  expect(Array.from(units.z.dataSync())).toEqual(Array.from(inTraining.mean.dataSync()));
  const shaped = (z: tf.Tensor) => tf.reshape<tf.Rank.R3>(z, [10, -1, options.dim]).arraySync();
  return { units: shaped(units.z), kept: shaped(inTraining.z) };
}

it('gives each unit the share of the samples that it answers to most', () => {
  const { units, kept } = coded({ dim: 5, share: 0.3 }, [4]);
  for (let unit = 0; unit < 5; unit++) {
    const values = units.map(([row]) => row[unit]);
    const least = values.toSorted((a, b) => b - a)[2];
    expect(kept.map(([row]) => row[unit])).toEqual(values.map((v) => (v >= least ? v : 0)));
  }
});

it('keeps the largest place of a map, and then of the samples', () => {
  const { units, kept } = coded({ dim: 3, share: 0.2, spatial: true }, [2, 3, 4]);
  for (let unit = 0; unit < 3; unit++) {
    const largest = units.map((places) => Math.max(...places.map((row) => row[unit])));
    const least = largest.toSorted((a, b) => b - a)[1];
    units.forEach((places, sample) => {
      const expected = places.map(({ [unit]: value }) =>
        value === largest[sample] && value >= least ? value : 0,
      );
      expect(kept[sample].map((row) => row[unit])).toEqual(expected);
    });
  }
});

it('refuses places where there are none', () => {
  expect(() =>
    withParts({
      encoder: denseEncoder({ hidden: [4] }),
      code: winnerTakeAllCode({ dim: 3, spatial: true }),
    }),
  ).toThrow('needs features with places');
});
