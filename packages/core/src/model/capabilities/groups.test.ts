import * as tf from '@tensorflow/tfjs-core';
import { adam, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { describe, expect, it } from 'vitest';
import { definePart } from '../../parts/part.js';
import { fit } from '../../train/fit.js';
import { autoencoder } from '../makeAutoencoder.js';
import { keep, base, nothing, data, run, valuesOf } from '../../testing/kept.js';

describe('groups', () => {
  const critic = definePart({
    kind: 'penalty',
    name: 'critic@1',
    options: nothing,
    build(_, context) {
      const [dim] = context.shapes.code;
      const kernel = context.variable('kernel', [dim, 1], 'glorotUniform', { group: 'critic' });
      const { prior } = context;
      return {
        terms({ coded }, frame) {
          const score = (z: tf.Tensor) => tf.matMul(z, kernel);
          const [made, drawn] = [score(coded.z), score(prior.sample(coded.z.shape[0], frame))];
          const mean = (values: tf.Tensor) => tf.mean(tf.sigmoid(values));
          return {
            critic: { value: tf.sub(mean(made), mean(drawn)), group: 'critic' },
            fooled: { value: tf.neg(mean(made)), weight: 0.1 },
          };
        },
      };
    },
  });
  const make = () => keep(autoencoder({ ...base, penalties: [critic()] }));

  it('train by their own terms, with their own optimisers, as often as is said', async () => {
    const step = stochasticGradientDescent({ learningRate: 0.5 });
    const still = stochasticGradientDescent({ learningRate: 0 });
    const model = make();
    const before = model.variables.map(({ name }) => valuesOf(model, name));
    const { training } = await fit(model, data, {
      ...run,
      optimiser: { model: still, critic: { optimiser: step, every: 2 } },
    });
    const moved = model.variables.filter(
      ({ name }, i) => String(valuesOf(model, name)) !== String(before[i]),
    );
    expect(moved.map(({ name }) => name)).toEqual(['penalty0/kernel']);
    expect(Object.keys(training)).toEqual(
      expect.arrayContaining(['loss', 'reconstruction', 'critic', 'fooled', 'critic.loss']),
    );
    const often = make();
    await fit(often, data, { ...run, optimiser: { model: still, critic: step } });
    expect(valuesOf(often, 'penalty0/kernel')).not.toEqual(valuesOf(model, 'penalty0/kernel'));
  });

  it('are left out of training by name, and named where an optimiser does not fit', async () => {
    const model = make();
    const kernel = valuesOf(model, 'penalty0/kernel');
    await fit(model, data, { ...run, only: ['code', 'decoder'] });
    expect(valuesOf(model, 'penalty0/kernel')).toEqual(kernel);
    const others = valuesOf(model, 'decoder/kernel');
    await fit(model, data, { ...run, only: ['penalty0'] });
    expect(valuesOf(model, 'penalty0/kernel')).not.toEqual(kernel);
    expect(valuesOf(model, 'decoder/kernel')).toEqual(others);
    await expect(
      fit(model, data, { ...run, optimiser: { model: adam() } as never }),
    ).rejects.toThrow('"critic" is given no optimiser');
    await expect(
      fit(model, data, { ...run, optimiser: { model: adam(), critc: adam() } }),
    ).rejects.toThrow('"critc" is given one');
  });
});
