import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { definePart } from '../../parts/part.js';
import { fit } from '../../train/fit.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing, data, run, valuesOf } from '../../testing/kept.js';

describe('hooks on the host', () => {
  const calls: string[] = [];
  const seen: Float32Array[] = [];
  const hooked = definePart({
    kind: 'encoder',
    name: 'hooked@1',
    options: nothing,
    build(_, context) {
      const mean = context.state('mean', [4], 'zeros');
      return {
        independent: true,
        shape: context.shapes.input,
        encode: (x) => tf.sub(x, mean),
        async begin(run) {
          calls.push('begin');
          run.set(mean, new Float32Array(4).fill(run.data.length));
          const some = run.data.slice(3, 5);
          seen.push(await run.map('codes', some, (x, { again }) => again.code(x).mean));
          seen.push(await run.map('features', some, (x, { again }) => again.encode(x)));
        },
        epoch({ epoch }) {
          calls.push(`epoch ${epoch}`);
          return Promise.resolve();
        },
      };
    },
  });

  it('run before the first step and before each epoch', async () => {
    calls.length = 0;
    const model = keep(autoencoder({ ...base, encoder: hooked() }));
    await fit(model, data, run);
    expect(calls).toEqual(['begin', 'epoch 0', 'epoch 1']);
    expect(valuesOf(model, 'encoder/mean')).toEqual([24, 24, 24, 24]);
    const [codes, features] = seen;
    expect(codes).toHaveLength(4);
    const values = data.values.subarray(12, 20);
    features.forEach((feature, i) => expect(feature).toBeCloseTo(values[i] - 24, 4));
  });
});
