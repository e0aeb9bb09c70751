import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { key, provide } from '../../parts/key.js';
import { bernoulli } from '../../parts/noise.js';
import { definePart } from '../../parts/part.js';
import { linearDecoder } from '../../testing/tiny.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing, data } from '../../testing/kept.js';

describe('which values of the target count', () => {
  const hidden = definePart({
    kind: 'corruption',
    name: 'hidden@1',
    options: nothing,
    build: () => ({
      independent: true,
      isTask: true,
      corrupt(x) {
        const kept = tf.tensor2d([[1, 1, 0, 0]]);
        return { value: tf.mul(x, kept), counts: tf.tile(tf.sub(1, kept), [x.shape[0], 1]) };
      },
    }),
  });

  it('is said by parts, also where a task without its damage would be measured', async () => {
    const model = keep(autoencoder({ ...base, corruption: hidden() }));
    const [measured, plain] = [
      await model.evaluate(data),
      await model.evaluate(data, { corrupt: false }),
    ];
    const damaged = await model.corrupt(data);
    const outputs = await model.reconstruct(damaged);
    let expected = 0;
    outputs.forEach((value, i) => {
      if (i % 4 >= 2) expected += (value - data.values[i]) ** 2 / 24;
    });
    expect(measured['squaredError']).toBeCloseTo(expected, 4);
    expect(plain['squaredError']).toBeGreaterThan(0);
    expect(plain['reconstruction']).not.toBeCloseTo(measured['reconstruction'], 2);
  });
});

describe('which values of the target count, as several parts say', () => {
  const known = key<tf.Tensor>('known');
  const hidden = definePart({
    kind: 'corruption',
    name: 'hidden@1',
    options: nothing,
    build(_, context) {
      const site = context.noise('kept', [4], bernoulli(0.5));
      return {
        independent: true,
        isTask: true,
        corrupt(x, frame) {
          const kept = frame.noise(site);
          const provides = [provide(known, kept)];
          return { value: tf.mul(x, kept), counts: tf.sub(1, kept), provides };
        },
      };
    },
  });
  const partial = definePart({
    kind: 'encoder',
    name: 'partial@1',
    options: nothing,
    build(_, context) {
      const present = context.column('present', { shape: [4] });
      return {
        independent: true,
        shape: [4],
        encode(x, frame) {
          const there = frame.column(present);
          const seen = tf.mul(there, frame.need(known) ?? tf.onesLike(x));
          return { value: tf.mul(x, seen), counts: there };
        },
      };
    },
  });

  it('holds for terms and measures, damaged or not', async () => {
    const decoder = linearDecoder();
    const model = keep(autoencoder({ ...base, decoder, corruption: hidden(), encoder: partial() }));
    const present = Float32Array.from({ length: 96 }, (_, i) => Number(i % 3 !== 0));
    const given = data.with({ beside: { present } });
    const expected = async (damaged: ArrayLike<number>, counts: (i: number) => boolean) => {
      const rows = { data: Float32Array.from(damaged), shape: [24, 4] as const };
      const outputs = await model.reconstruct(rows, { beside: { present } });
      const errors = outputs.map((value, i) => (counts(i) ? (value - data.values[i]) ** 2 : 0));
      return errors.reduce((sum, error) => sum + error, 0) / 24;
    };
    const damaged = await model.corrupt(given);
    const isHidden = (i: number) => damaged[i] === 0;
    expect(Array.from(damaged).filter((value) => value === 0).length).toBeGreaterThan(20);
    expect((await model.evaluate(given))['squaredError']).toBeCloseTo(
      await expected(damaged, (i) => isHidden(i) && present[i] === 1),
      4,
    );
    expect((await model.evaluate(given, { corrupt: false }))['squaredError']).toBeCloseTo(
      await expected(data.values, (i) => present[i] === 1),
      4,
    );
  });
});
