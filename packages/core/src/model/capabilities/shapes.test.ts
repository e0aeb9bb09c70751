import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { definePart } from '../../parts/part.js';
import { fit } from '../../train/fit.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing, data, run } from '../../testing/kept.js';

describe('promises of shapes', () => {
  const other = definePart({
    kind: 'code',
    name: 'other@1',
    options: nothing,
    build: (_, { shapes }) => ({
      shape: [3],
      code: (x) => ({ z: x, mean: tf.slice(x, [0, 0], [-1, shapes.features[0] - 1]) }),
    }),
  });
  const wide = definePart({
    kind: 'penalty',
    name: 'wide@1',
    options: nothing,
    build: () => ({ terms: ({ coded }) => ({ wide: { value: tf.abs(coded.z) } }) }),
  });

  it('are kept, or the part is named with what it promised and what came', async () => {
    const model = keep(autoencoder({ ...base, code: other() }));
    await expect(model.encode(data)).rejects.toThrow(
      'the code other@1 promised codes of shape [3], which is [32, 3] for this batch, but gave [32, 4]',
    );
    const summed = keep(autoencoder({ ...base, penalties: [wide()] }));
    await expect(fit(summed, data, run)).rejects.toThrow(
      'the penalty wide@1 gave the term "wide" with shape [8, 2]; give one number for each row',
    );
  });
});
