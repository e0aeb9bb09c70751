import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { key, provide } from '../../parts/key.js';
import { definePart } from '../../parts/part.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing, data } from '../../testing/kept.js';

describe('what one part leaves for others', () => {
  const total = key<tf.Tensor>('total');
  const telling = definePart({
    kind: 'encoder',
    name: 'telling@1',
    options: nothing,
    build: (_, { shapes }) => ({
      independent: true,
      shape: shapes.input,
      encode: (x) => ({ value: x, provides: [provide(total, tf.sum(x, 1))] }),
    }),
  });
  const reading = definePart({
    kind: 'penalty',
    name: 'reading@1',
    options: nothing,
    build: () => ({
      independent: true,
      terms: (_, frame) => ({ total: { value: frame.need(total)!, weight: 0 } }),
    }),
  });

  it('is read on the same batch; a term of weight 0 is shown and trains nothing', async () => {
    const model = keep(autoencoder({ ...base, encoder: telling(), penalties: [reading()] }));
    const { loss, reconstruction, size, total: shown } = await model.evaluate(data);
    const mean = Array.from(data.values).reduce((sum, value) => sum + value, 0) / 24;
    expect(shown).toBeCloseTo(mean, 4);
    expect(loss).toBeCloseTo(reconstruction + size, 4);
  });
});
