import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anneal, scheduled, type Scheduled } from '../../parts/number.js';
import { positive } from '../../parts/options.js';
import { definePart } from '../../parts/part.js';
import { fit } from '../../train/fit.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, data, run } from '../../testing/kept.js';

describe('numbers', () => {
  const scaledBy = definePart({
    kind: 'penalty',
    name: 'scaledBy@1',
    options: z.strictObject({ factor: scheduled(positive) }),
    build({ factor }, context) {
      const number = context.number('factor', factor);
      return {
        independent: true,
        terms: (_, frame) => ({
          factor: { value: tf.mul(tf.scalar(1), frame.number(number)), weight: 0 },
        }),
      };
    },
  });
  const factorOver = async (factor: Scheduled) => {
    const model = keep(autoencoder({ ...base, penalties: [scaledBy({ factor })] }));
    const { training } = await fit(model, data, { ...run, epochs: 3, batchSize: 24 });
    return [...training['factor'], (await model.evaluate(data))['factor']];
  };

  it.each([
    ['linear', [4, 2.5, 1, 1]],
    ['exponential', [4, 2, 1, 1]],
    ['cosine', [4, 2.5, 1, 1]],
  ] as const)('follow a %s curve by epoch or by step, and end with it', async (curve, expected) => {
    for (const over of [{ epochs: 2 }, { steps: 2 }]) {
      const values = await factorOver(anneal(1, { from: 4, curve, ...over }));
      values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
    }
  });

  it('go linearly by epoch as those of the first saved models, too', async () => {
    const values = await factorOver({ schedule: 'warmUp', from: 4, to: 1, epochs: 2 });
    expect(values).toEqual(await factorOver(anneal(1, { from: 4, epochs: 2 })));
    expect(values).toEqual([4, 2.5, 1, 1]);
  });
});
