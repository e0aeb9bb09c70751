import * as tf from '@tensorflow/tfjs-core';
import { compileStep, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { beforeAll, expect, it } from 'vitest';
import { stopGradient, withoutGradient } from './stopGradient.js';

beforeAll(() => tf.setBackend('cpu'));

it.each(['compiled', 'eager'] as const)('cuts gradients in the %s engine', async (engine) => {
  const [a, b] = [tf.variable(tf.tensor1d([2, 3])), tf.variable(tf.tensor1d([5, 7]))];
  const nearest = () =>
    withoutGradient(() => tf.cast(tf.argMin(tf.square(tf.sub(a, b)), 0), 'float32'));
  const step = await compileStep(
    () => ({
      held: tf.sum(tf.mul(stopGradient(a), b)),
      free: tf.sum(tf.mul(a, tf.add(nearest(), 1))),
    }),
    [{ variables: [a, b], optimiser: stochasticGradientDescent({ learningRate: 1 }) }],
    {},
    engine === 'eager' ? { engine, backend: 'cpu' } : { engine },
  );
  expect(await step.run({})).toMatchObject({ held: 31, free: 5 });
  expect(Array.from(a.dataSync())).toEqual([1, 2]);
  expect(Array.from(b.dataSync())).toEqual([3, 4]);
  await step.dispose();
  tf.dispose([a, b]);
});
