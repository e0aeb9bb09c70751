import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anneal, scheduled } from '../../parts/number.js';
import { positive } from '../../parts/options.js';
import { definePart } from '../../parts/part.js';
import { fit } from '../../train/fit.js';
import { limitedMemoryBfgs } from '../../train/methods/limitedMemoryBfgs.js';
import { autoencoder } from '../makeAutoencoder.js';
import type { Model } from '../model.js';
import { keep, base, data, run, valuesOf } from '../../testing/kept.js';

describe('what follows the update', () => {
  const tamed = definePart({
    kind: 'decoder',
    name: 'tamed@1',
    options: z.strictObject({ length: scheduled(positive).default(1) }),
    build({ length }, context) {
      const { code, output } = context.shapes;
      const kernel = context.variable('kernel', [code[0], output[0]], 'glorotUniform');
      const slow = context.state('slow', [code[0], output[0]], 'zeros');
      const number = context.number('length', length);
      return {
        independent: true,
        decode: (z) => tf.matMul(z, kernel),
        afterUpdate(frame) {
          const unit = tf.div(kernel, tf.norm(kernel, 2, 0, true));
          frame.set(kernel, tf.mul(unit, frame.number(number)));
          frame.set(slow, tf.add(tf.mul(slow, 0.5), tf.mul(kernel, 0.5)));
        },
      };
    },
  });
  const lengthsOf = (model: Model, name: string) => {
    const kernel = valuesOf(model, name);
    return [0, 1, 2, 3].map((column) => Math.hypot(kernel[column], kernel[4 + column]));
  };

  it('changes weights and state in the step, by the numbers of the step', async () => {
    const model = keep(autoencoder({ ...base, decoder: tamed() }));
    await fit(model, data, run);
    for (const length of lengthsOf(model, 'decoder/kernel')) expect(length).toBeCloseTo(1, 5);
    expect(Math.max(...lengthsOf(model, 'decoder/slow'))).toBeGreaterThan(0.5);
    const growing = keep(
      autoencoder({ ...base, decoder: tamed({ length: anneal(3, { from: 1, steps: 2 }) }) }),
    );
    await fit(growing, data, { ...run, steps: 2 });
    for (const length of lengthsOf(growing, 'decoder/kernel')) expect(length).toBeCloseTo(2, 5);
  });

  it('leaves alone what is left out of training', async () => {
    const model = keep(autoencoder({ ...base, decoder: tamed() }));
    const before = valuesOf(model, 'decoder/kernel');
    await fit(model, data, { ...run, only: ['code'] });
    expect(valuesOf(model, 'decoder/kernel')).toEqual(before);
    expect(new Set(valuesOf(model, 'decoder/slow'))).toEqual(new Set([0]));
  });

  it('is refused by a method that tries weights out', async () => {
    const model = keep(autoencoder({ ...base, decoder: tamed() }));
    await expect(fit(model, data, { optimiser: limitedMemoryBfgs() })).rejects.toThrow(
      'a part of this model changes them after each step',
    );
  });
});
