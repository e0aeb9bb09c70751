import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { evidenceLowerBound } from '../../parts/evidenceLowerBound.js';
import { key, provide, provided } from '../../parts/key.js';
import type { ObjectiveInput } from '../../parts/kinds.js';
import { definePart } from '../../parts/part.js';
import { normalPrior } from '../../testing/tiny.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing, data } from '../../testing/kept.js';

describe('the divergence of a code that is no normal distribution', () => {
  const rates = key<tf.Tensor>('rates');
  const exponential = definePart({
    kind: 'code',
    name: 'exponential@1',
    options: nothing,
    build: (_, { shapes }) => ({
      independent: true,
      shape: shapes.features,
      code(x, frame) {
        const rate = tf.exp(x);
        return { z: frame.perDraw(rate), mean: rate, distribution: provide(rates, rate), beta: 2 };
      },
    }),
  });
  const waiting = definePart({
    kind: 'prior',
    name: 'waiting@1',
    options: nothing,
    build: (_, { shapes }) => ({
      independent: true,
      sample: (rows) => tf.ones([rows, ...shapes.code]),
      divergence({ distribution }) {
        const rate = provided(rates, distribution);
        return rate && tf.add(tf.sub(tf.log(rate), 1), tf.div(1, rate));
      },
    }),
  });

  it('is known to priors that read what the code leaves under a key, and missed in others', async () => {
    const code = exponential();
    const model = keep(autoencoder({ ...base, code, prior: waiting() }));
    const { kl, loss, reconstruction } = await model.evaluate(data);
    let expected = 0;
    for (const x of data.values) expected += (x - 1 + Math.exp(-x)) / 24;
    expect(kl).toBeCloseTo(expected, 4);
    expect(loss).toBeCloseTo(reconstruction + 2 * kl, 3);
    const seen: ObjectiveInput[] = [];
    const watching = definePart({
      kind: 'objective',
      name: 'watching@1',
      options: nothing,
      build: (_, context) => ({
        draws: 1,
        terms(input, frame) {
          seen.push(input);
          return evidenceLowerBound().build(context).terms(input, frame);
        },
      }),
    });
    await keep(autoencoder({ ...base, code, prior: waiting(), objective: watching() })).evaluate(
      data,
    );
    expect(seen[0].divergence!.elements.shape).toEqual([24, 4]);
    expect(seen[0].divergence!.value.shape).toEqual([24]);
    const other = keep(autoencoder({ ...base, code, prior: normalPrior() }));
    await expect(other.evaluate(data)).rejects.toThrow(
      'the divergence of the code exponential@1 from the prior normal@1 has no closed form here',
    );
  });
});
