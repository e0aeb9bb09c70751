import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Dataset } from '../../data/dataset.js';
import { definePart } from '../../parts/part.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing } from '../../testing/kept.js';

describe('the parts once more', () => {
  /** Counts the steps that exist. */
  const counting = definePart({
    kind: 'encoder',
    name: 'countingSteps@1',
    options: nothing,
    build: () => ({
      independent: true,
      shape: [1],
      encode: (x, { mask }) => tf.sum(mask ?? tf.onesLike(tf.sum(x, 2)), 1, true),
    }),
  });
  const repeated = definePart({
    kind: 'penalty',
    name: 'repeated@1',
    options: nothing,
    build: () => ({
      independent: true,
      terms: ({ x, features }, frame) => ({
        same: { value: tf.sum(tf.abs(tf.sub(frame.again.encode(x), features)), 1), weight: 0 },
        other: {
          value: tf.sum(tf.abs(tf.sub(frame.again.encode(tf.mul(x, 1)), features)), 1),
          weight: 0,
        },
      }),
    }),
  });

  it('know which steps exist where they are given the samples of the batch', async () => {
    const values = new Float32Array(8 * 6).fill(1);
    const lengths = Int32Array.from({ length: 8 }, (_, i) => 1 + (i % 3));
    const sequences = new Dataset({ name: 'sequences', values, shape: [3, 2], lengths });
    const model = keep(
      autoencoder({ ...base, input: [3, 2], encoder: counting(), penalties: [repeated()] }),
    );
    const { same, other } = await model.evaluate(sequences);
    expect(same).toBe(0);
    // All three steps, for one, two or three that exist.
    expect(other).toBeCloseTo((2 * 3 + 1 * 3) / 8, 5);
  });
});
