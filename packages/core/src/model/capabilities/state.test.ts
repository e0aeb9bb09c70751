import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Fill } from '../../parts/noise.js';
import { definePart } from '../../parts/part.js';
import { fit } from '../../train/fit.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing, data, run, valuesOf } from '../../testing/kept.js';

describe('state', () => {
  const counting = definePart({
    kind: 'code',
    name: 'counting@1',
    options: nothing,
    build(_, context) {
      const { features } = context.shapes;
      const start: Fill = (stream, target) => void stream.normal(target);
      const seen = context.state('seen', [], 'zeros');
      context.state('seeded', [3], start);
      return {
        shape: features,
        code(x, frame) {
          frame.set(seen, tf.add(seen, 1));
          return { z: frame.perDraw(x), mean: x };
        },
      };
    },
  });
  const make = () => keep(autoencoder({ ...base, code: counting() }));

  it('starts by the seed, and changes once a step in training alone', async () => {
    const model = make();
    expect(valuesOf(model, 'code/seeded')).toEqual(valuesOf(make(), 'code/seeded'));
    expect(new Set(valuesOf(model, 'code/seeded')).size).toBe(3);
    await fit(model, data, { ...run, validation: data });
    await model.evaluate(data);
    expect(valuesOf(model, 'code/seen')).toEqual([6]);
  });

  it('stays where its part is left out of training', async () => {
    const model = make();
    await fit(model, data, { ...run, only: ['decoder'] });
    expect(valuesOf(model, 'code/seen')).toEqual([0]);
  });
});
