import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { normal, uniform } from '../../parts/noise.js';
import { definePart } from '../../parts/part.js';
import { fit } from '../../train/fit.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing, data, run } from '../../testing/kept.js';

describe('noise', () => {
  const addsNoise = definePart({
    kind: 'penalty',
    name: 'addsNoise@1',
    options: nothing,
    build(_, context) {
      const sites = [
        context.noise('batch', [2], uniform, { per: 'batch' }),
        context.noise('sample', [2], normal, { per: 'sample' }),
        context.noise(
          'own',
          [],
          (stream, target) => target.set(stream.permutation(target.length)),
          { per: 'sample' },
        ),
      ];
      return {
        terms: (_, frame) => ({
          shapes: {
            value: tf.scalar(
              Number(sites.map((site) => frame.noise(site).shape.join('')).join('')),
            ),
            weight: 0,
          },
          permuted: { value: frame.noise(sites[2]), weight: 0 },
        }),
      };
    },
  });

  it('is drawn once a batch, for each sample, and from any distribution', async () => {
    const model = keep(autoencoder({ ...base, penalties: [addsNoise()] }));
    const { training } = await fit(model, data, { ...run, epochs: 1, batchSize: 8 });
    expect(training['shapes']).toEqual([2828]);
    expect(training['permuted'][0]).toBeCloseTo(3.5, 5);
  });
});
